import { Button, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { listAppointments } from "../../api/generated/api";
import type { Appointment } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness } from "../../api/session";
import { datedMomentText } from "../../lib/format";
import { StateBadge } from "../../ui/StateBadge";
import { ErrorState, LoadingRows } from "../../ui/States";
import classes from "./CustomerDrawer.module.css";

interface VisitsProps {
  id: string;
  onOpen: (id: string) => void;
}

const AHEAD = ["pending", "confirmed", "checked_in", "in_progress"];

/** What is still to come, soonest first, and what is past, latest first. */
export function Visits({ id, onOpen }: VisitsProps) {
  const visits = useInfiniteQuery({
    queryKey: keys.appointments.ofCustomer(id),
    queryFn: ({ pageParam, signal }) =>
      listAppointments({ customer_id: id, after: pageParam, limit: 50 }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  if (visits.isError && !visits.data) {
    return <ErrorState error={visits.error} onRetry={visits.refetch} />;
  }
  if (!visits.data) return <LoadingRows rows={3} />;
  const latestFirst = visits.data.pages.flatMap(({ items }) => items);
  const now = Date.now();
  const isAhead = ({ state, ends_at }: Appointment) =>
    AHEAD.includes(state) && Date.parse(ends_at) > now;
  const past = latestFirst.filter((visit) => !isAhead(visit));
  return (
    <>
      <VisitList title="Upcoming" visits={latestFirst.filter(isAhead).reverse()} onOpen={onOpen} />
      <VisitList title="Past" visits={past} onOpen={onOpen} />
      {visits.hasNextPage && (
        <Button
          variant="default"
          loading={visits.isFetchingNextPage}
          onClick={() => visits.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </>
  );
}

interface VisitListProps {
  title: string;
  visits: Appointment[];
  onOpen: (id: string) => void;
}

function VisitList({ title, visits, onOpen }: VisitListProps) {
  return (
    <section aria-label={title}>
      <Text component="h3" size="sm" fw={600} mb={4}>
        {title}
      </Text>
      {visits.length === 0 && (
        <Text size="sm" c="dimmed">
          None.
        </Text>
      )}
      <ul className={classes.visits}>
        {visits.map((visit) => (
          <Visit key={visit.id} visit={visit} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}

function Visit({ visit, onOpen }: { visit: Appointment; onOpen: (id: string) => void }) {
  const { locale } = useBusiness();
  return (
    <li>
      <button type="button" className={classes.visit} onClick={() => onOpen(visit.id)}>
        <span>
          <strong>{visit.service.name}</strong>
          <small className="tabular">
            {datedMomentText(visit.starts_at, visit.time_zone, locale)}
          </small>
        </span>
        <StateBadge of={visit} />
      </button>
    </li>
  );
}
