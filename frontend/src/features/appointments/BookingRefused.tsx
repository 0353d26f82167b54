import type { PublicStaff } from "../../api/generated/api.schemas";
import { isProblem } from "../../api/problem";
import { useMe } from "../../api/session";
import type { Alternative } from "../../lib/alternatives";
import { MAY, may } from "../../lib/permissions";
import { Refused } from "./Refused";
import type { useBooking } from "./useBooking";

interface BookingRefusedProps {
  book: ReturnType<typeof useBooking>;
  zone: string;
  locale: string;
  otherOf: (slot: Alternative) => PublicStaff | null;
  onPick: (slot: Alternative) => void;
  onAnyway: () => void;
}

/** Why it could not be booked, and what could be: another time, or on purpose over the other. */
export function BookingRefused({ book, onAnyway, ...choice }: BookingRefusedProps) {
  const mayOverlap =
    may(useMe(), MAY.overlap) && isProblem(book.one.error, "slot-taken", "capacity");
  const { error } = book;
  if (!isProblem(error)) return null;
  return (
    <Refused
      error={error}
      others={{ slots: error.alternatives, ...choice }}
      anyway={mayOverlap ? { label: overText(book.one.error), onConfirm: onAnyway } : undefined}
    />
  );
}

function overText(error: unknown): string {
  return isProblem(error, "capacity") ? "Book beyond the seats" : "Book anyway, over the other";
}
