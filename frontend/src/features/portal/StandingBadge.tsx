import { Badge } from "@mantine/core";
import type { MyContract } from "../../api/generated/api.schemas";

type Look = [label: string, color: string];

const ENDS: Partial<Record<MyContract["state"], Look>> = {
  sealing: ["Signed", "green"],
  seal_failed: ["Signed", "green"],
  completed: ["Signed", "green"],
  declined: ["Declined", "red"],
  voided: ["Withdrawn", "gray"],
  expired: ["Expired", "gray"],
};

/** What a contract asks of the customer, or what became of it; the colour only repeats it. */
export function StandingBadge({ contract }: { contract: MyContract }) {
  const { can_sign, state } = contract;
  const open: Look = can_sign ? ["To sign", "brand"] : ["Waiting for others", "gray"];
  const [label, color] = ENDS[state] ?? open;
  return (
    <Badge color={color} flex="none">
      {label}
    </Badge>
  );
}
