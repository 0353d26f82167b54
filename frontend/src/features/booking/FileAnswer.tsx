import { useId } from "react";
import type { Question } from "../../api/generated/api.schemas";
import { type FormFile, fileTypes, mostBytes } from "../../api/intake";
import { useSendFile } from "../../api/useSendFile";
import { bytesText } from "../../lib/format";
import { Button, buttonClass } from "../../ui/light/Button";
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
  const upload = useSendFile(question, locale, onChange);
  const { accept, names } = fileTypes(question);
  const told = upload.failure ?? error;
  return (
    <div className={classes.field}>
      <span className={classes.label}>
        {label} {optional && <span className={classes.optional}>(optional)</span>}
      </span>
      {upload.sending ? (
        <div className={classes.row}>
          <label htmlFor={`${id}-share`}>Sending {upload.sending.name}</label>
          <progress id={`${id}-share`} max={1} value={upload.sending.share} />
          <Button onClick={upload.stop}>Stop</Button>
        </div>
      ) : (
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
            aria-invalid={!!told}
            aria-describedby={`${id}-hint${told ? ` ${id}-error` : ""}`}
            onChange={(event) => {
              const chosen = event.target.files?.[0];
              if (chosen) void upload.send(chosen);
              event.target.value = "";
            }}
          />
          <label className={buttonClass()} htmlFor={id}>
            {file ? "Choose another" : "Choose a file"}
          </label>
          {file && <Button onClick={() => onChange(null)}>Remove</Button>}
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
