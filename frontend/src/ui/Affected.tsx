import { Alert, List } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { listAffectedAppointments } from "../api/generated/api";
import { keys } from "../api/keys";
import { useBusiness } from "../api/session";
import { countText, momentText } from "../lib/format";

interface AffectedProps {
  of: { resource_id: string } | { location_id: string };
  span: { starts_at: string; ends_at: string };
  zone: string;
}

const SHOWN = 5;

/** Warns which appointments lie in time that is about to be taken away; they would stay. */
export function Affected({ of, span, zone }: AffectedProps) {
  const { locale } = useBusiness();
  const { data } = useQuery({
    queryKey: keys.hours.affected(Object.values(of).join(), span.starts_at, span.ends_at),
    queryFn: ({ signal }) =>
      listAffectedAppointments({ ...of, from: span.starts_at, to: span.ends_at }, { signal }),
    staleTime: 0,
  });
  if (!data?.count) return null;
  const shown = data.items.slice(0, SHOWN);
  return (
    <Alert
      color="yellow"
      role="status"
      icon={<IconAlertTriangle size={18} />}
      title={`${countText(data.count, "appointment")} in this time will stay.`}
    >
      <List size="sm">
        {shown.map(({ id, starts_at, customer, service }) => (
          <List.Item key={id}>
            {momentText(starts_at, zone, locale)}: {customer?.name ?? "No customer"}, {service.name}
          </List.Item>
        ))}
      </List>
      {data.count > shown.length && `And ${data.count - shown.length} more. `}
      Move or cancel them on the schedule.
    </Alert>
  );
}
