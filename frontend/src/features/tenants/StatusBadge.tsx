import { Badge } from "@mantine/core";
import type { PlatformTenant } from "../../api/generated/api.schemas";

const STATUS: Record<PlatformTenant["status"], [label: string, color: string]> = {
  active: ["Active", "green"],
  trial: ["Trial", "yellow"],
  suspended: ["Suspended", "red"],
};

export function StatusBadge({ status }: { status: PlatformTenant["status"] }) {
  const [label, color] = STATUS[status];
  return <Badge color={color}>{label}</Badge>;
}
