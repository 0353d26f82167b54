import type { Slot } from "../../api/generated/api.schemas";
import { momentText } from "../../lib/format";
import { Button } from "../../ui/light/Button";
import { Notice } from "../../ui/light/Notice";
import type { Refusal } from "./useBookingFlow";

interface LostSlotProps {
  refusal: Refusal;
  zone: string;
  locale: string;
  onPick: (slot: Slot) => void;
  /** Where one may wait instead. */
  onWait?: () => void;
}

/** The time is gone: says why and offers the nearest ones that are free. */
export function LostSlot({ refusal, zone, locale, onPick, onWait }: LostSlotProps) {
  return (
    <Notice
      tone="warn"
      role="alert"
      title={refusal.message}
      actions={
        <>
          {refusal.alternatives.map((slot) => (
            <Button key={slot.starts_at} onClick={() => onPick(slot)}>
              {momentText(slot.starts_at, zone, locale)}
            </Button>
          ))}
          {onWait && (
            <Button look="quiet" onClick={onWait}>
              Join the waitlist
            </Button>
          )}
        </>
      }
    >
      <p>
        {refusal.alternatives.length > 0
          ? "These times are free close by:"
          : "Please choose another time."}
      </p>
    </Notice>
  );
}
