import { Badge } from "@mantine/core";

const LOOKS: Record<string, [label: string, color: string]> = {
  draft: ["Draft", "gray"],
  sent: ["Sent", "brand"],
  in_progress: ["In progress", "brand"],
  sealing: ["Sealing", "yellow"],
  completed: ["Completed", "green"],
  declined: ["Declined", "red"],
  voided: ["Voided", "gray"],
  expired: ["Expired", "gray"],
  seal_failed: ["Not sealed", "red"],
};

/** A contract's state in words; the colour only repeats them. */
export function ContractBadge({ state }: { state: string }) {
  const [label, color] = LOOKS[state] ?? [state, "gray"];
  return <Badge color={color}>{label}</Badge>;
}
