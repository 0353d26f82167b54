import { useEffect, useId, useRef, useState } from "react";
import { getVerifyDocumentUrl } from "../../api/generated/api";
import type { Verification } from "../../api/generated/api.schemas";
import { messageOf } from "../../api/problem";
import { postFile } from "../../api/upload";
import { bytesText } from "../../lib/format";
import { Button } from "../../ui/light/Button";
import { FileDrop } from "../../ui/light/FileDrop";
import { Notice } from "../../ui/light/Notice";
import { SchemeToggle } from "../../ui/light/SchemeToggle";
import { Judged } from "./Judged";
import classes from "./Verify.module.css";

interface VerifyPageProps {
  business: { name: string } | null;
}

const MOST_BYTES = 50_000_000;

interface Answer {
  name: string;
  verification: Verification;
}

/** Anybody drops a PDF here and learns whether it is ours, unchanged, and who signed it when. */
export function VerifyPage({ business }: VerifyPageProps) {
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  const id = useId();
  useEffect(() => {
    document.title = "Check a signed PDF";
    return () => abort.current?.abort();
  }, []);

  const check = async (file: File) => {
    setAnswer(null);
    setFailure(null);
    if (file.size > MOST_BYTES) {
      setFailure(`This file is larger than ${bytesText(MOST_BYTES, navigator.language)}.`);
      return;
    }
    abort.current = new AbortController();
    setSending({ name: file.name, share: 0 });
    try {
      const body = file.slice(0, file.size, "application/pdf");
      const verification = await postFile<Verification>(getVerifyDocumentUrl(), body, {
        signal: abort.current.signal,
        onProgress: (share) => setSending({ name: file.name, share }),
      });
      setAnswer({ name: file.name, verification });
    } catch (error) {
      if (!(error instanceof DOMException)) setFailure(messageOf(error));
    } finally {
      setSending(null);
    }
  };
  const by = business ? `by ${business.name} with SmoothSchedule` : "with SmoothSchedule";
  return (
    <div className={classes.page}>
      <main className={classes.card}>
        <div>
          <h1 className={classes.title}>Check a signed PDF</h1>
          <p className={classes.lead}>
            Was it sealed {by}, is it unchanged, and who signed it? The file is checked and not
            kept.
          </p>
        </div>
        {sending ? (
          <div className={classes.sending}>
            <label htmlFor={id}>
              {sending.share < 1 ? `Sending ${sending.name}` : "Checking every byte"}
            </label>
            <progress id={id} max={1} value={sending.share < 1 ? sending.share : undefined} />
            <Button onClick={() => abort.current?.abort()}>Stop</Button>
          </div>
        ) : (
          <FileDrop
            accept="application/pdf,.pdf"
            hint={`Drop the PDF here, or choose it. Up to ${bytesText(MOST_BYTES, "en")}.`}
            label={answer || failure ? "Choose another PDF" : "Choose a PDF"}
            icon="shield"
            onFile={check}
          />
        )}
        {failure && <Notice tone="danger" title={failure} />}
        {answer && <Judged name={answer.name} verification={answer.verification} />}
      </main>
      <footer className={classes.foot}>
        <a href="/">{business?.name ?? "SmoothSchedule"}</a>
        <SchemeToggle />
      </footer>
    </div>
  );
}
