import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Link } from "react-router";
import { listAppointments } from "../../api/generated/api";
import type { Appointment } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { everyPage } from "../../api/lists";
import { useBusiness, useMe } from "../../api/session";
import { dayText, momentText, zoneCity } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { useNow } from "../../lib/useNow";
import { dayOf } from "../../lib/zones";
import { ErrorState, LoadingRows, PageHead } from "../../ui/States";
import classes from "./Day.module.css";
import { Fullness } from "./Fullness";
import { partsOf, tally } from "./parts";
import { useToday } from "./useToday";
import { VisitRow } from "./VisitCard";

interface TodayViewProps {
  onOpen: (id: string) => void;
  menuOf: (appointment: Appointment) => ReactNode;
  /** The answers to a request, as buttons. */
  answersOf: (appointment: Appointment) => ReactNode;
  /** What is out to be signed. */
  contracts: ReactNode;
}

const SOON = 6;
/** So many requests are shown before somebody asks for all. */
const FIRST = 3;

/** What the day asks for: who comes next, whom to answer, how full it is. */
export function TodayView({ onOpen, menuOf, answersOf, contracts }: TodayViewProps) {
  const me = useMe();
  const { locale, zone } = useBusiness();
  const seesAll = may(me, MAY.viewAllCalendars);
  const day = dayOf(useNow(), zone);
  const today = useToday(day, zone, seesAll ? null : me.user.resource_id);
  const parts = partsOf(today.appointments);
  const coming = [...parts.now, ...(parts.next ? [parts.next] : []), ...parts.later];
  const { calendar } = today;
  return (
    <>
      <PageHead title="Today">
        {dayText(day, locale, "long")} · {zoneCity(zone)} time
        {calendar.isSuccess && ` · ${tally(parts)}`}
      </PageHead>
      <div className={classes.today}>
        <div className={classes.column}>
          <Requests onOpen={onOpen} answersOf={answersOf} menuOf={menuOf} />
          <section>
            <h2 className={classes.title}>Next</h2>
            {calendar.isPending && <LoadingRows rows={4} />}
            {calendar.isError && !calendar.data && (
              <ErrorState error={calendar.error} onRetry={calendar.refetch} />
            )}
            {calendar.data && coming.length === 0 && (
              <p className={classes.none}>
                {parts.done.length > 0
                  ? "Everything is done for today."
                  : "Nothing is booked today."}
              </p>
            )}
            <ul className={classes.rows}>
              {coming.slice(0, SOON).map((each) => (
                <VisitRow key={each.id} appointment={each} locale={locale} onOpen={onOpen}>
                  {menuOf(each)}
                </VisitRow>
              ))}
            </ul>
            {coming.length > SOON && (
              <Button component={Link} to="/app/schedule" variant="default" size="xs" mt="sm">
                {coming.length - SOON} more on the schedule
              </Button>
            )}
          </section>
        </div>
        <div className={classes.column}>
          <Fullness appointments={today.appointments} from={today.from} to={today.to} />
          {contracts}
        </div>
      </div>
    </>
  );
}

type RequestsProps = Pick<TodayViewProps, "onOpen" | "answersOf" | "menuOf">;

/** What is not confirmed, on whatever day it is for: it waits for the team, or only to be signed. */
function Requests({ onOpen, answersOf, menuOf }: RequestsProps) {
  const requests = useQuery({
    queryKey: keys.appointments.pending,
    queryFn: ({ signal }) =>
      everyPage((after) => listAppointments({ state: "pending", after, limit: 100 }, { signal })),
  });
  if (requests.isError && !requests.data) {
    return <ErrorState error={requests.error} onRetry={requests.refetch} />;
  }
  const inOrder = [...(requests.data ?? [])].sort((a, b) => a.starts_at.localeCompare(b.starts_at));
  const unsigned = inOrder.filter((each) => each.waits_for_signature);
  const unanswered = inOrder.filter((each) => !each.waits_for_signature);
  const one = (count: number, what: string) =>
    count === 1 ? `1 ${what} waits` : `${count} ${what}s wait`;
  return (
    <>
      <Waiting
        title={`${one(unanswered.length, "request")} for an answer`}
        waiting={unanswered}
        onOpen={onOpen}
        actsOf={answersOf}
      />
      <Waiting
        title={`${one(unsigned.length, "booking")} for a signature`}
        waiting={unsigned}
        onOpen={onOpen}
        actsOf={menuOf}
      />
    </>
  );
}

interface WaitingProps {
  title: string;
  waiting: Appointment[];
  onOpen: TodayViewProps["onOpen"];
  actsOf: (appointment: Appointment) => ReactNode;
}

/** The first of those that wait for the same thing, and the rest when asked for. */
function Waiting({ title, waiting, onOpen, actsOf }: WaitingProps) {
  const { locale } = useBusiness();
  const [showsAll, setShowsAll] = useState(false);
  if (waiting.length === 0) return null;
  return (
    <section>
      <h2 className={classes.title}>{title}</h2>
      <ul className={classes.rows}>
        {(showsAll ? waiting : waiting.slice(0, FIRST)).map((each) => (
          <li key={each.id} className={classes.request}>
            <button type="button" className={classes.requestText} onClick={() => onOpen(each.id)}>
              <strong>{each.customer?.name ?? each.service.name}</strong>
              <small>
                {each.service.name} · {momentText(each.starts_at, each.time_zone, locale)}
              </small>
            </button>
            {actsOf(each)}
          </li>
        ))}
      </ul>
      {!showsAll && waiting.length > FIRST && (
        <Button variant="default" size="xs" mt="sm" onClick={() => setShowsAll(true)}>
          Show all {waiting.length}
        </Button>
      )}
    </section>
  );
}
