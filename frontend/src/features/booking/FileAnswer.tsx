import { useId } from "react";
import type { Question } from "../../api/generated/api.schemas";
import { type FormFile, fileTypes, mostBytes, useAnswerUpload } from "../../api/intake";
import { bytesText } from "../../lib/format";
import { Button, buttonClass } from "../../ui/light/Button";
import { UploadStatus } from "../../ui/light/UploadStatus";
import classes from "./FileAnswer.module.css";

interface FileAnswerProps {
  question: Question;
  label: string;
  error?: string;
  hint?: string;
  optional: boolean;
  file: FormFile | null;
  locale: string;
  onChange: (file: FormFile | null) => void;
}

/** A file for an answer: chosen, sent at once with progress, exchanged or taken away. */
export function FileAnswer(props: FileAnswerProps) {
  const { question, label, error, hint, optional, file, locale, onChange } = props;
  const id = useId();
  const upload = useAnswerUpload(question, locale, onChange);
  const { accept, names } = fileTypes(question);
  const told = upload.failure === null ? error : undefined;
  return (
    <div className={classes.field}>
      <span className={classes.label}>
        {label} {optional && <span className={classes.optional}>(optional)</span>}
      </span>
      <UploadStatus upload={upload} />
      {!upload.sending && (
        <div className={classes.row}>
          {file && (
            <span className={classes.name}>
              {file.name}, {bytesText(file.size_bytes, locale)}
            </span>
          )}
          <input
            id={id}
            className={classes.input}
            type="file"
            accept={accept}
            aria-label={label}
            aria-invalid={!!told || upload.failure !== null}
            aria-describedby={`${id}-hint${told ? ` ${id}-error` : ""}`}
            onChange={(event) => {
              const chosen = event.target.files?.[0];
              if (chosen) upload.start(chosen);
              event.target.value = "";
            }}
          />
          <label className={buttonClass()} htmlFor={id}>
            {file ? "Choose another" : "Choose a file"}
          </label>
          {file && (
            <Button
              onClick={() => {
                upload.stop();
                onChange(null);
              }}
            >
              Remove
            </Button>
          )}
        </div>
      )}
      {told && (
        <p className={classes.error} id={`${id}-error`} role="alert">
          {told}
        </p>
      )}
      <p className={classes.hint} id={`${id}-hint`}>
        {hint && <>{hint} </>}
        {names}, up to {bytesText(mostBytes(question), locale)}.
      </p>
    </div>
  );
}
