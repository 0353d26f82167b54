import { Badge } from "@mantine/core";
import { roleName } from "../lib/permissions";

const COLORS: Record<string, string> = {
  TENANT_OWNER: "brand",
  TENANT_MANAGER: "green",
  TENANT_STAFF: "yellow",
  SUPERUSER: "red",
  PLATFORM_MANAGER: "brand",
  PLATFORM_SALES: "yellow",
  PLATFORM_SUPPORT: "green",
};

/** A role in words; the colour only repeats them. */
export function RoleBadge({ role }: { role: string }) {
  return <Badge color={COLORS[role] ?? "gray"}>{roleName(role)}</Badge>;
}
