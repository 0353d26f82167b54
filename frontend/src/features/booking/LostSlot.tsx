import type { PublicStaff } from "../../api/generated/api.schemas";
import { type Alternative, alternativeText } from "../../lib/alternatives";
import { Button } from "../../ui/light/Button";
import { Notice } from "../../ui/light/Notice";
import type { Refusal } from "./useBookingFlow";

interface LostSlotProps {
  refusal: Refusal;
  zone: string;
  locale: string;
  /** Who is free then, where that is not whoever was wanted. */
  otherOf?: (slot: Alternative) => PublicStaff | null;
  onPick: (slot: Alternative) => void;
  /** Where one may wait instead. */
  onWait?: () => void;
}

/** The time is gone: says why and offers the nearest ones that are free. */
export function LostSlot(props: LostSlotProps) {
  const { refusal, zone, locale, otherOf, onPick, onWait } = props;
  return (
    <Notice
      tone="warn"
      role="alert"
      title={refusal.message}
      actions={
        <>
          {refusal.alternatives.map((slot) => (
            <Button key={slot.starts_at} onClick={() => onPick(slot)}>
              {alternativeText(slot, otherOf?.(slot) ?? null, zone, locale)}
            </Button>
          ))}
          {onWait && !refusal.isMishap && <Button onClick={onWait}>Join the waitlist</Button>}
        </>
      }
    >
      <p>
        {refusal.isMishap
          ? "Please choose the time once more."
          : refusal.alternatives.length > 0
            ? "These times are free close by:"
            : "Please choose another time."}
      </p>
    </Notice>
  );
}
