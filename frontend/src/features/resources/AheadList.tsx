import { List } from "@mantine/core";
import type { Ahead } from "../../api/generated/api.schemas";
import { momentText } from "../../lib/format";

interface AheadListProps {
  items: Ahead[];
  more: number;
  zone: string;
  locale: string;
}

/** Appointments of a resource, and why they could not go where they should. */
export function AheadList({ items, more, zone, locale }: AheadListProps) {
  return (
    <List size="sm">
      {items.map(({ id, starts_at, customer, service, reason }) => (
        <List.Item key={id}>
          {momentText(starts_at, zone, locale)}: {customer ?? "A class"}, {service}
          {reason && ` · ${reason}`}
        </List.Item>
      ))}
      {more > 0 && <List.Item>and {more.toLocaleString(locale)} more</List.Item>}
    </List>
  );
}
