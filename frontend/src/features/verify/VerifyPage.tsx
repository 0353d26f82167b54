import { useEffect, useState } from "react";
import { getVerifyDocumentUrl } from "../../api/generated/api";
import type { Verification } from "../../api/generated/api.schemas";
import { postFile } from "../../api/upload";
import { useUpload } from "../../api/useUpload";
import { bytesText } from "../../lib/format";
import { FileDrop } from "../../ui/light/FileDrop";
import { SchemeToggle } from "../../ui/light/SchemeToggle";
import { UploadStatus } from "../../ui/light/UploadStatus";
import { LanguageChoice } from "../../ui/speech/LanguageChoice";
import { messageIn } from "../../ui/speech/problems";
import { useWords } from "../../ui/speech/words";
import { Judged } from "./Judged";
import classes from "./Verify.module.css";

interface VerifyPageProps {
  business: { name: string; logo_url: string | null } | null;
  siteUrl: string;
}

const MOST_BYTES = 50_000_000;

interface Answer {
  name: string;
  verification: Verification;
}

/** Anybody drops a PDF here and learns whether it is ours, unchanged, and who signed it when. */
export function VerifyPage({ business, siteUrl }: VerifyPageProps) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const words = useWords();
  const { say, language } = words;
  const title = say("Check a signed PDF");
  const size = bytesText(MOST_BYTES, language);
  useEffect(() => {
    document.title = title;
  }, [title]);
  const upload = useUpload({
    refuse: (file) =>
      file.size > MOST_BYTES ? say("This file is larger than {size}.", { size }) : null,
    sentenceOf: (error) => messageIn(error, words),
    send: (file, how) => {
      const body = file.slice(0, file.size, "application/pdf");
      return postFile<Verification>(getVerifyDocumentUrl(), body, how);
    },
    onSent: (verification, { name }) => setAnswer({ name, verification }),
  });
  const product = "SmoothSchedule";
  return (
    <div className={classes.page}>
      <main className={classes.card}>
        <div>
          <h1 className={classes.title}>{title}</h1>
          <p className={classes.lead}>
            {business
              ? say(
                  "Was it sealed by {business} with {product}, is it unchanged, and who signed it? The file is checked and not kept.",
                  { business: business.name, product },
                )
              : say(
                  "Was it sealed with {product}, is it unchanged, and who signed it? The file is checked and not kept.",
                  { product },
                )}
          </p>
        </div>
        {!upload.sending && (
          <FileDrop
            accept="application/pdf,.pdf"
            hint={say("Drop the PDF here, or choose it. Up to {size}.", { size })}
            label={answer || upload.failure ? say("Choose another PDF") : say("Choose a PDF")}
            icon="shield"
            onFile={(file) => {
              setAnswer(null);
              upload.start(file);
            }}
          />
        )}
        <UploadStatus upload={upload} />
        {answer && (
          <Judged name={answer.name} verification={answer.verification} siteUrl={siteUrl} />
        )}
      </main>
      <footer className={classes.foot}>
        <a href="/">{business?.name ?? "SmoothSchedule"}</a>
        <LanguageChoice />
        <SchemeToggle />
      </footer>
    </div>
  );
}
