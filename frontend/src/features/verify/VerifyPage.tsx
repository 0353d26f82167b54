import { useEffect, useState } from "react";
import { getVerifyDocumentUrl } from "../../api/generated/api";
import type { Verification } from "../../api/generated/api.schemas";
import { postFile } from "../../api/upload";
import { useUpload } from "../../api/useUpload";
import { bytesText } from "../../lib/format";
import { FileDrop } from "../../ui/light/FileDrop";
import { SchemeToggle } from "../../ui/light/SchemeToggle";
import { UploadStatus } from "../../ui/light/UploadStatus";
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
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    document.title = "Check a signed PDF";
  }, []);
  const upload = useUpload({
    refuse: ({ size }) =>
      size > MOST_BYTES
        ? `This file is larger than ${bytesText(MOST_BYTES, navigator.language)}.`
        : null,
    send: (file, how) => {
      const body = file.slice(0, file.size, "application/pdf");
      return postFile<Verification>(getVerifyDocumentUrl(), body, how);
    },
    onSent: (verification, { name }) => setAnswer({ name, verification }),
  });
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
        {!upload.sending && (
          <FileDrop
            accept="application/pdf,.pdf"
            hint={`Drop the PDF here, or choose it. Up to ${bytesText(MOST_BYTES, "en")}.`}
            label={answer || upload.failure ? "Choose another PDF" : "Choose a PDF"}
            icon="shield"
            onFile={(file) => {
              setAnswer(null);
              upload.start(file);
            }}
          />
        )}
        <UploadStatus upload={upload} />
        {answer && <Judged name={answer.name} verification={answer.verification} />}
      </main>
      <footer className={classes.foot}>
        <a href="/">{business?.name ?? "SmoothSchedule"}</a>
        <SchemeToggle />
      </footer>
    </div>
  );
}
