import { type ReactNode, type RefObject, useEffect, useId, useRef } from "react";
import { useSay } from "../words";
import classes from "./Dialog.module.css";
import { Icon } from "./Icon";

interface DialogProps {
  title: string;
  /** `sheet` rises from the bottom of a phone, `full` fills it; on larger screens both are cards. */
  look?: "card" | "sheet" | "full";
  /** What stands beside the title. */
  aside?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** A modal dialog: Escape and a press beside it close it, and focus goes back to where it was. */
export function Dialog({ title, look = "card", aside, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const say = useSay();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  useAboveKeyboard(dialog, look === "sheet");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same, natively
    <dialog
      ref={dialog}
      className={[classes.dialog, classes[look]].join(" ")}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className={classes.body}>
        <div className={classes.head}>
          <h2 id={id} className={classes.title}>
            {title}
          </h2>
          {aside}
          <button
            type="button"
            className={classes.close}
            aria-label={say("Close")}
            onClick={onClose}
          >
            <Icon name="close" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}

/** The keyboard of an iPhone covers what is fixed to the bottom; the sheet moves above it. */
function useAboveKeyboard(dialog: RefObject<HTMLElement | null>, isAsked: boolean): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    const element = dialog.current;
    if (!element || !viewport || !isAsked) return;
    const lift = () => {
      const covered = window.innerHeight - viewport.height - viewport.offsetTop;
      element.style.setProperty("--covered", `${Math.max(0, Math.round(covered))}px`);
    };
    viewport.addEventListener("resize", lift);
    viewport.addEventListener("scroll", lift);
    return () => {
      viewport.removeEventListener("resize", lift);
      viewport.removeEventListener("scroll", lift);
    };
  }, [dialog, isAsked]);
}
