import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { checkTemplateUpload, createTemplateUploadLink } from "../../api/generated/api";
import type { ContractTemplate } from "../../api/generated/api.schemas";
import { ProblemError } from "../../api/problem";
import { putFile } from "../../api/upload";
import { useTakeTemplate } from "./queries";

const MOST_BYTES = 50_000_000;

/** Brings a PDF into the storage and asks for it to be looked at. */
export function useUpload({ id }: ContractTemplate) {
  const take = useTakeTemplate();
  const [share, setShare] = useState<number | null>(null);
  const fileName = useRef("");
  const uploadId = useRef<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const check = useMutation({
    mutationFn: (password: string | null) =>
      checkTemplateUpload(id, {
        upload_id: uploadId.current ?? "",
        file_name: fileName.current,
        ...(password ? { password } : {}),
      }),
    onSuccess: take,
  });
  const upload = useMutation({
    mutationFn: async (file: File) => {
      refuseUnfit(file);
      check.reset();
      abort.current = new AbortController();
      setShare(0);
      fileName.current = file.name;
      const { url, upload_id, headers } = await createTemplateUploadLink(id, {
        file_name: file.name,
        size_bytes: file.size,
      });
      await putFile(url, file, {
        headers,
        onProgress: setShare,
        signal: abort.current.signal,
      });
      uploadId.current = upload_id;
      await check.mutateAsync(null);
    },
    onSettled: () => setShare(null),
  });
  return {
    share,
    start: (file: File) => upload.mutate(file),
    stop: () => abort.current?.abort(),
    /** Whether the file that was refused is still at hand, for a password. */
    canTryAgain: uploadId.current !== null,
    tryPassword: (password: string) => check.mutate(password),
    isBusy: upload.isPending || check.isPending,
    error: isStopped(upload.error) ? null : (upload.error ?? check.error),
  };
}

function isStopped(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

function refuseUnfit(file: File): void {
  const isPdf = file.type === "application/pdf" || file.name.toLowerCase().endsWith(".pdf");
  if (!isPdf) throw new ProblemError({ title: "This is no PDF. Save it as a PDF first." });
  if (file.size > MOST_BYTES) throw new ProblemError({ title: "This PDF is larger than 50 MB." });
  if (file.size === 0) throw new ProblemError({ title: "This file is empty." });
}
