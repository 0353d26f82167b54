import { Modal, type ModalProps } from "@mantine/core";
import { type ReactNode, useCallback, useRef } from "react";
import { useUnsaved } from "./Begun";
import { filledIn } from "./filledIn";
import { useClosing } from "./useClosing";

interface FormSheetProps extends Pick<ModalProps, "title" | "size"> {
  /** What was filled in is on its way to the server. */
  isBusy?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog to fill in: closing it by the way, or leaving the page, asks first while it says something else than at first. */
export function FormSheet({
  title,
  size = "md",
  isBusy = false,
  onClose,
  children,
}: FormSheetProps) {
  const { body, isChanged, ...touching } = useChanged();
  useUnsaved(!isBusy, isChanged);
  const { sheet, question } = useClosing(onClose, isChanged);
  return (
    <>
      <Modal opened {...sheet} title={title} size={size}>
        <div ref={body} {...touching}>
          {children}
        </div>
      </Modal>
      {question}
    </>
  );
}

/**
 * Whether something else is filled in than when its person began. What comes by itself before that, as lists that
 * are loaded do, is no change of theirs.
 */
function useChanged() {
  const body = useRef<HTMLDivElement>(null);
  const before = useRef<string | null>(null);
  const begin = () => {
    if (body.current) before.current ??= filledIn(body.current);
  };
  const isChanged = useCallback(() => {
    const now = body.current && filledIn(body.current);
    return before.current !== null && now !== null && now !== before.current;
  }, []);
  return {
    body,
    isChanged,
    onPointerDownCapture: begin,
    onKeyDownCapture: begin,
    // Dictated or pasted without a key: what was there before is not known any more.
    onInputCapture: () => {
      before.current ??= "";
    },
  };
}
