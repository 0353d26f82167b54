import { getUploadSigningFileUrl } from "../../api/generated/api";
import type { SigningField, SigningFileSent } from "../../api/generated/api.schemas";
import { postFile } from "../../api/upload";
import { useUpload } from "../../api/useUpload";
import { bytesText } from "../../lib/format";
import { Button } from "../../ui/light/Button";
import { Dialog } from "../../ui/light/Dialog";
import { FileDrop } from "../../ui/light/FileDrop";
import { UploadStatus } from "../../ui/light/UploadStatus";
import { messageIn } from "../../ui/speech/problems";
import { labelOf } from "./answering";
import { useDesk } from "./desk";
import { Sentence } from "./Sentence";
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
  const { answers, view, words, token } = useDesk();
  const { say } = words;
  const locale = words.localeFor(view.business.locale);
  const most = bytesText(MOST_BYTES, locale);
  const value = answers.values[field.id];
  const kept = value && typeof value === "object" && "file_id" in value ? value.file_id : null;
  const file = kept ? view.files[kept] : undefined;

  const upload = useUpload({
    sentenceOf: (error) => messageIn(error, words),
    refuse: ({ size }) =>
      size > MOST_BYTES ? say("This file is larger than {size}.", { size: most }) : null,
    send: (chosen, how) => {
      const body = new FormData();
      body.append("file", chosen);
      const url = getUploadSigningFileUrl(token, { field_id: field.id });
      return postFile<SigningFileSent>(url, body, how);
    },
    onSent: (sent) => {
      session.keepFile(sent.id, sent);
      answers.answer(field.id, { file_id: sent.id });
      onClose();
    },
  });
  return (
    <Dialog title={labelOf(field, say)} look="sheet" onClose={onClose}>
      <Sentence fieldId={field.id} />
      {file && (
        <p className={classes.text}>
          <strong>{file.name}</strong>, {bytesText(file.size_bytes, locale)}
        </p>
      )}
      {!upload.sending && (
        <FileDrop
          accept="application/pdf,image/png,image/jpeg"
          hint={say("A PDF or a picture, up to {size}", { size: most })}
          label={file ? say("Choose another file") : say("Choose a file")}
          onFile={upload.start}
        />
      )}
      <UploadStatus upload={upload} />
      {file && !upload.sending && (
        <div className={classes.actions}>
          <Button
            look="danger"
            onClick={() => {
              answers.answer(field.id, null);
              onClose();
            }}
          >
            {say("Take the file away")}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
