import { useEffect, useRef, useState } from "react";
import { bytesText } from "../lib/format";
import type { Question } from "./generated/api.schemas";
import { type FormFile, mostBytes, sendFile } from "./intake";
import { messageOf } from "./problem";

/** Sends the file of an answer: how far it is, what went wrong, and a way to stop. */
export function useSendFile(question: Question, locale: string, onSent: (file: FormFile) => void) {
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const send = async (chosen: File) => {
    setFailure(null);
    if (chosen.size > mostBytes(question)) {
      setFailure(`This file is larger than ${bytesText(mostBytes(question), locale)}.`);
      return;
    }
    abort.current = new AbortController();
    setSending({ name: chosen.name, share: 0 });
    try {
      const onProgress = (share: number) => setSending({ name: chosen.name, share });
      onSent(await sendFile(question, chosen, { onProgress, signal: abort.current.signal }));
    } catch (error) {
      if (!(error instanceof DOMException)) setFailure(messageOf(error));
    } finally {
      setSending(null);
    }
  };
  return { sending, failure, send, stop: () => abort.current?.abort() };
}
