import { Modal, type ModalProps } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useUnsaved } from "./Begun";
import { useClosing } from "./useClosing";

interface FormSheetProps extends Pick<ModalProps, "title" | "size"> {
  /** What was typed is on its way to the server. */
  isBusy?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog to type in: closing it by the way, or the whole page, asks first once something was typed. */
export function FormSheet({
  title,
  size = "md",
  isBusy = false,
  onClose,
  children,
}: FormSheetProps) {
  const [isTyped, setTyped] = useState(false);
  useUnsaved(isTyped && !isBusy);
  const { sheet, question } = useClosing(onClose, () => isTyped);
  return (
    <>
      <Modal opened {...sheet} title={title} size={size}>
        <div onInput={() => setTyped(true)}>{children}</div>
      </Modal>
      {question}
    </>
  );
}
