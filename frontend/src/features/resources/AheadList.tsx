import { Anchor, List } from "@mantine/core";
import { Link, useSearchParams } from "react-router";
import type { Ahead } from "../../api/generated/api.schemas";
import { momentText } from "../../lib/format";

interface AheadListProps {
  items: Ahead[];
  more: number;
  zone: string;
  locale: string;
}

/** Appointments of a resource, each a way to it, and why they could not go where they should. */
export function AheadList({ items, more, zone, locale }: AheadListProps) {
  const [query] = useSearchParams();
  // The drawer that opens stands in the address beside all else.
  const searchFor = (id: string) => {
    const next = new URLSearchParams(query);
    next.set("appointment", id);
    return `?${next}`;
  };
  return (
    <List size="sm">
      {items.map(({ id, starts_at, customer, service, reason }) => (
        <List.Item key={id}>
          <Anchor component={Link} to={{ search: searchFor(id) }} size="sm">
            {momentText(starts_at, zone, locale)}: {customer ?? "A class"}, {service}
          </Anchor>
          {reason && ` · ${reason}`}
        </List.Item>
      ))}
      {more > 0 && <List.Item>and {more.toLocaleString(locale)} more</List.Item>}
    </List>
  );
}
