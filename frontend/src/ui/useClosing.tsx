import { type ReactNode, type RefObject, useRef, useState } from "react";
import { Confirm } from "./Confirm";

interface Sheet {
  ref: RefObject<HTMLDivElement | null>;
  onClose: () => void;
}

/** The uppermost dialog, while a key is being answered: what lay beneath it is not to close by the same key. */
let top: Element | undefined;

window.addEventListener(
  "keydown",
  () => {
    top = [...document.querySelectorAll('[role="dialog"][aria-modal="true"]')].at(-1);
    setTimeout(() => {
      top = undefined;
    });
  },
  { capture: true },
);

/** For a dialog or drawer that others may lie over: Escape reaches them all, and closes the uppermost. */
export function useOnTop(onClose: () => void): Sheet {
  const ref = useRef<HTMLDivElement>(null);
  const close = () => {
    if (!top || ref.current?.contains(top)) onClose();
  };
  return { ref, onClose: close };
}

/** Closing a dialog or drawer by its cross, Escape or a click beside it asks first when something filled in would be lost. */
export function useClosing(onClose: () => void, isUnsaved: () => boolean) {
  const [isAsking, setAsking] = useState(false);
  const sheet = useOnTop(() => (isUnsaved() ? setAsking(true) : onClose()));
  const question: ReactNode = isAsking && (
    <Confirm
      title="Close without saving?"
      act="Close"
      keep="Keep writing"
      isLoss
      isBusy={false}
      onConfirm={() => {
        setAsking(false);
        onClose();
      }}
      onClose={() => setAsking(false)}
    >
      What you filled in here is not saved yet and would be lost.
    </Confirm>
  );
  return { sheet, question };
}
