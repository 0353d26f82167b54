import { useEffect, useRef, useState } from "react";
import type { PublicBooking } from "../../api/generated/api.schemas";
import { messageOf } from "../../api/problem";
import { momentText } from "../../lib/format";
import { Button } from "../../ui/light/Button";
import { TextAreaField } from "../../ui/light/Field";
import { Notice } from "../../ui/light/Notice";
import classes from "./CancelDialog.module.css";
import { CancellationPolicy } from "./CancellationPolicy";

interface CancelDialogProps {
  booking: PublicBooking;
  zone: string;
  locale: string;
  onKeep: () => void;
  onCancel: (reason: string) => Promise<void>;
}

/** Says what will happen before it does. */
export function CancelDialog({ booking, zone, locale, onKeep, onCancel }: CancelDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [reason, setReason] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => dialog.current?.showModal(), []);

  const cancel = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await onCancel(reason.trim());
    } catch (error) {
      setBusy(false);
      setFailure(messageOf(error));
    }
  };
  return (
    <dialog ref={dialog} className={classes.dialog} onClose={onKeep} aria-labelledby="cancel-title">
      <div className={classes.body}>
        <h2 id="cancel-title" className={classes.title}>
          Cancel {booking.service.name}?
        </h2>
        <p className={classes.text}>
          {momentText(booking.starts_at, zone, locale)} becomes free for others at once. A cancelled
          booking does not come back, but you can book a new one.
        </p>
        <CancellationPolicy booking={booking} zone={zone} locale={locale} />
        <TextAreaField
          label="Reason"
          optional
          rows={2}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {failure && <Notice tone="danger" title={failure} />}
        <div className={classes.actions}>
          <Button onClick={() => dialog.current?.close()}>Keep booking</Button>
          <Button look="danger" busy={isBusy} onClick={cancel}>
            Cancel booking
          </Button>
        </div>
      </div>
    </dialog>
  );
}
