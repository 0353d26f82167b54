import { Anchor, List } from "@mantine/core";
import { Link, useSearchParams } from "react-router";
import type { Ahead } from "../../api/generated/api.schemas";
import { momentText } from "../../lib/format";

interface AheadListProps {
  items: Ahead[];
  more: number;
  zone: string;
  locale: string;
  /** Each is a way to the appointment, where nothing else is to be decided first. */
  isLinked?: boolean;
}

/** Appointments of a resource, and why they could not go where they should. */
export function AheadList({ items, more, zone, locale, isLinked = false }: AheadListProps) {
  return (
    <List size="sm">
      {items.map(({ id, starts_at, customer, service, reason }) => {
        const what = `${momentText(starts_at, zone, locale)}: ${customer ?? "A class"}, ${service}`;
        return (
          <List.Item key={id}>
            {isLinked ? <AppointmentLink id={id}>{what}</AppointmentLink> : what}
            {reason && ` · ${reason}`}
          </List.Item>
        );
      })}
      {more > 0 && <List.Item>and {more.toLocaleString(locale)} more</List.Item>}
    </List>
  );
}

/** The drawer of an appointment stands in the address, beside all else. */
const APPOINTMENT = "appointment";

function AppointmentLink({ id, children }: { id: string; children: string }) {
  const [query] = useSearchParams();
  const search = new URLSearchParams(query);
  search.set(APPOINTMENT, id);
  return (
    <Anchor component={Link} to={{ search: `?${search}` }} size="sm">
      {children}
    </Anchor>
  );
}
