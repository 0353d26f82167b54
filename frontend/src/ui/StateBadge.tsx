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

interface StateBadgeProps {
  of: { state: string; waits_for_signature: boolean };
}

/** An appointment's state in words; the colour only repeats them. */
export function StateBadge({ of: { state, waits_for_signature } }: StateBadgeProps) {
  const [label, color] = LOOKS[waits_for_signature ? "unsigned" : state] ?? [state, "gray"];
  return <Badge color={color}>{label}</Badge>;
}
