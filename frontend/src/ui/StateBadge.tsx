import { Badge } from "@mantine/core";

const LOOKS: Record<string, [label: string, color: string]> = {
  hold: ["On hold", "gray"],
  pending: ["To approve", "yellow"],
  unsigned: ["To be signed", "yellow"],
  confirmed: ["Confirmed", "green"],
  checked_in: ["Checked in", "green"],
  in_progress: ["In progress", "brand"],
  completed: ["Completed", "gray"],
  cancelled: ["Cancelled", "red"],
  rejected: ["Rejected", "red"],
  expired: ["Expired", "gray"],
  no_show: ["Did not come", "red"],
};

interface Standing {
  state: string;
  waits_for_signature: boolean;
}

const lookOf = ({ state, waits_for_signature }: Standing) =>
  LOOKS[waits_for_signature ? "unsigned" : state] ?? [state, "gray"];

/** An appointment's state in words. */
export const stateText = (of: Standing): string => lookOf(of)[0];

/** An appointment's state in words; the colour only repeats them. */
export function StateBadge({ of }: { of: Standing }) {
  const [label, color] = lookOf(of);
  return <Badge color={color}>{label}</Badge>;
}
