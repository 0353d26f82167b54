import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { checkTemplateUpload, createTemplateUploadLink } from "../../api/generated/api";
import type { ContractTemplate } from "../../api/generated/api.schemas";
import { sendStraight } from "../../api/upload";
import { useUpload } from "../../api/useUpload";
import { useTakeTemplate } from "./queries";

const MOST_BYTES = 50_000_000;

/** Brings a PDF into the storage and asks for it to be looked at. */
export function usePdfUpload({ id }: ContractTemplate) {
  const take = useTakeTemplate();
  const uploadId = useRef<string | null>(null);
  const check = useMutation({
    mutationFn: (password: string | null) =>
      checkTemplateUpload(id, {
        upload_id: uploadId.current ?? "",
        ...(password ? { password } : {}),
      }),
    onSuccess: take,
  });
  const upload = useUpload({
    refuse,
    send: (file, how) => {
      check.reset();
      return sendStraight(file, how, {
        link: (wish) => createTemplateUploadLink(id, wish),
        finish: (sent) => {
          uploadId.current = sent;
          return checkTemplateUpload(id, { upload_id: sent });
        },
      });
    },
    onSent: take,
  });
  return {
    ...upload,
    /** Whether the file that was refused is still at hand. */
    canCheckAgain: uploadId.current !== null,
    checkAgain: (password: string | null) => check.mutate(password),
    isChecking: check.isPending,
    checkError: check.error,
  };
}

function refuse(file: File): string | null {
  const isPdf = file.type === "application/pdf" || file.name.toLowerCase().endsWith(".pdf");
  if (!isPdf) return "This is no PDF. Save it as a PDF first.";
  if (file.size > MOST_BYTES) return "This PDF is larger than 50 MB.";
  return file.size === 0 ? "This file is empty." : null;
}
