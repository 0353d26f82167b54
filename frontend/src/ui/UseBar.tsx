import { Group, Progress, Text } from "@mantine/core";
import type { Use } from "../api/generated/api.schemas";
import { bytesText } from "../lib/format";

const LABELS: Record<Use["limit"], string> = {
  staff: "Staff who can be booked",
  resources: "Rooms and equipment",
  appointments_a_month: "Appointments this month",
  contracts_a_month: "Contracts this month",
  storage_bytes: "Files",
};

/** How much of one limit of the plan is in use, in words and as a bar. */
export function UseBar({ use, locale }: { use: Use; locale: string }) {
  const { limit, used, included } = use;
  const text = (amount: number) =>
    limit === "storage_bytes" ? bytesText(amount, locale) : amount.toLocaleString(locale);
  const share = included ? Math.min(100, (used / included) * 100) : 0;
  const said = included === null ? `${text(used)}, no limit` : `${text(used)} of ${text(included)}`;
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={6}>
        <Text size="sm" fw={550}>
          {LABELS[limit]}
        </Text>
        <Text size="sm" c="dimmed">
          {said}
          {share >= 100 ? " · used up" : ""}
        </Text>
      </Group>
      {included !== null && (
        <Progress
          value={share}
          color={share >= 100 ? "red" : share >= 80 ? "yellow" : "brand"}
          aria-label={`${LABELS[limit]}: ${said}`}
        />
      )}
    </div>
  );
}
