import { useEffect, useId, useRef, useState } from "react";
import { getUploadSigningFileUrl } from "../../api/generated/api";
import type { SigningField, SigningFileSent } from "../../api/generated/api.schemas";
import { messageOf } from "../../api/problem";
import { postFile } from "../../api/upload";
import { bytesText } from "../../lib/format";
import { Button } from "../../ui/light/Button";
import { Dialog } from "../../ui/light/Dialog";
import { FileDrop } from "../../ui/light/FileDrop";
import { Notice } from "../../ui/light/Notice";
import { labelOf } from "./answering";
import { useDesk } from "./desk";
import classes from "./Sheet.module.css";
import type { SigningSession } from "./useSigning";

interface AttachmentDialogProps {
  field: SigningField;
  session: SigningSession;
  onClose: () => void;
}

const MOST_BYTES = 10_000_000;

/** A file of the signer's: chosen or dropped, sent with progress, exchanged or taken away. */
export function AttachmentDialog({ field, session, onClose }: AttachmentDialogProps) {
  const { answers, view, locale, token } = useDesk();
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  const id = useId();
  useEffect(() => () => abort.current?.abort(), []);

  const value = answers.values[field.id];
  const kept = value && typeof value === "object" && "file_id" in value ? value.file_id : null;
  const file = kept ? view.files[kept] : undefined;

  const send = async (chosen: File) => {
    setFailure(null);
    if (chosen.size > MOST_BYTES) {
      setFailure(`This file is larger than ${bytesText(MOST_BYTES, locale)}.`);
      return;
    }
    const body = new FormData();
    body.append("file", chosen);
    abort.current = new AbortController();
    setSending({ name: chosen.name, share: 0 });
    try {
      const sent = await postFile<SigningFileSent>(
        getUploadSigningFileUrl(token, { field_id: field.id }),
        body,
        {
          signal: abort.current.signal,
          onProgress: (share) => setSending({ name: chosen.name, share }),
        },
      );
      session.keepFile(sent.id, sent);
      answers.answer(field.id, { file_id: sent.id });
      onClose();
    } catch (error) {
      if (!(error instanceof DOMException)) setFailure(messageOf(error));
    } finally {
      setSending(null);
    }
  };
  return (
    <Dialog title={labelOf(field)} look="sheet" onClose={onClose}>
      {file && (
        <p className={classes.text}>
          <strong>{file.name}</strong>, {bytesText(file.size_bytes, locale)}
        </p>
      )}
      {sending ? (
        <div className={classes.progress}>
          <label htmlFor={id}>Sending {sending.name}</label>
          <progress id={id} max={1} value={sending.share} />
        </div>
      ) : (
        <FileDrop
          accept="application/pdf,image/png,image/jpeg"
          hint={`A PDF or a picture, up to ${bytesText(MOST_BYTES, locale)}`}
          label={file ? "Choose another file" : "Choose a file"}
          onFile={send}
        />
      )}
      {failure && <Notice tone="danger" title={failure} />}
      <div className={classes.actions}>
        {sending && <Button onClick={() => abort.current?.abort()}>Stop sending</Button>}
        {file && !sending && (
          <Button
            look="danger"
            onClick={() => {
              answers.answer(field.id, null);
              onClose();
            }}
          >
            Take the file away
          </Button>
        )}
      </div>
    </Dialog>
  );
}
