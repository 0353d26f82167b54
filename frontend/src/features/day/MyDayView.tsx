import { IconCalendarOff, IconMoodSmile } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Appointment } from "../../api/generated/api.schemas";
import { locationsQuery, resourcesQuery } from "../../api/lists";
import { useBusiness, useMe } from "../../api/session";
import { dayText, zoneCity } from "../../lib/format";
import { MAY, may, maySee } from "../../lib/permissions";
import { useNow } from "../../lib/useNow";
import { addDays, dayOf, instantAt, toIso } from "../../lib/zones";
import { EmptyState, ErrorState, LoadingRows, PageHead } from "../../ui/States";
import { useTimeOff } from "../../ui/useTimeOff";
import { BlockedTimes } from "./BlockedTimes";
import { BlockTime } from "./BlockTime";
import classes from "./Day.module.css";
import { MyCalendar } from "./MyCalendar";
import { partsOf, tally } from "./parts";
import { useToday } from "./useToday";
import { VisitCard, VisitRow } from "./VisitCard";

interface MyDayViewProps {
  onOpen: (id: string) => void;
  /** The private links under which other programs read a calendar. */
  linksOf: (resourceId: string) => ReactNode;
  /** The next steps of an appointment, as large buttons. */
  buttonsOf: (appointment: Appointment) => ReactNode;
  /** Everything else that can be done with it. */
  menuOf: (appointment: Appointment) => ReactNode;
}

/** A working day on a phone: who is here, who is next, what is done. */
export function MyDayView({ onOpen, linksOf, buttonsOf, menuOf }: MyDayViewProps) {
  const me = useMe();
  const { locale } = useBusiness();
  const own = me.user.resource_id;
  const zone = useOwnZone(own);
  const day = dayOf(useNow(), zone);
  const { calendar, appointments } = useToday(day, zone, own);
  const parts = partsOf(appointments);
  const mayBlock = may(me, MAY.takeTimeOff);
  const blocks = useBlocks(own && maySee(me, MAY.takeTimeOff) ? own : "", day, zone);
  const common = { locale, onOpen };
  const isReady = calendar.isSuccess && !!own;
  return (
    <>
      <PageHead
        title="My day"
        actions={
          own && (
            <>
              {mayBlock && (
                <BlockTime
                  resourceId={own}
                  day={day}
                  zone={zone}
                  locale={locale}
                  onSaved={blocks.settle}
                />
              )}
              <MyCalendar zone={zone} links={linksOf(own)} />
            </>
          )
        }
      >
        {dayText(day, locale, "long")} · {zoneCity(zone)} time
        {isReady && ` · ${tally(parts)}`}
      </PageHead>
      {!own && (
        <EmptyState icon={IconCalendarOff} title="You have no calendar of your own yet.">
          Your appointments appear here once an owner or manager has given you a calendar under
          Team.
        </EmptyState>
      )}
      {own && calendar.isPending && <LoadingRows rows={4} height={92} />}
      {own && calendar.isError && !calendar.data && (
        <ErrorState error={calendar.error} onRetry={calendar.refetch} />
      )}
      {isReady && appointments.length === 0 && (
        <EmptyState icon={IconMoodSmile} title="Nothing is booked for you today." />
      )}
      {isReady && (
        <div className={classes.day}>
          {parts.now.length > 0 && (
            <section>
              <h2 className={classes.title}>Now</h2>
              {parts.now.map((each) => (
                <VisitCard key={each.id} appointment={each} {...common}>
                  {buttonsOf(each)}
                </VisitCard>
              ))}
            </section>
          )}
          {parts.next && (
            <section>
              <h2 className={classes.title}>Next</h2>
              <VisitCard appointment={parts.next} {...common}>
                {buttonsOf(parts.next)}
              </VisitCard>
            </section>
          )}
          <Rows title="Later" appointments={parts.later} menuOf={menuOf} {...common} />
          <BlockedTimes
            entries={blocks.today}
            zone={zone}
            locale={locale}
            onRemove={mayBlock ? blocks.remove.mutate : undefined}
          />
          <Rows title="Done" appointments={parts.done} menuOf={menuOf} {...common} />
        </div>
      )}
    </>
  );
}

interface RowsProps extends Pick<MyDayViewProps, "onOpen" | "menuOf"> {
  title: string;
  appointments: Appointment[];
  locale: string;
}

function Rows({ title, appointments, menuOf, ...common }: RowsProps) {
  if (appointments.length === 0) return null;
  return (
    <section>
      <h2 className={classes.title}>{title}</h2>
      <ul className={classes.rows}>
        {appointments.map((each) => (
          <VisitRow key={each.id} appointment={each} {...common}>
            {menuOf(each)}
          </VisitRow>
        ))}
      </ul>
    </section>
  );
}

/** What is blocked on that day, and how it is taken back. */
function useBlocks(own: string, day: string, zone: string) {
  const { entries, settle, remove } = useTimeOff(own, "That time can be booked again.");
  const [from, until] = [day, addDays(day, 1)].map((each) => toIso(instantAt(each, 0, zone)));
  const today = (entries.data ?? []).filter(
    ({ starts_at, ends_at }) => starts_at < (until ?? "") && ends_at > (from ?? ""),
  );
  return { today, settle, remove };
}

/** The zone of the place where one works. */
function useOwnZone(own: string | null): string {
  const { zone } = useBusiness();
  const resources = useQuery(resourcesQuery).data ?? [];
  const locations = useQuery(locationsQuery).data ?? [];
  const place = resources.find(({ id }) => id === own)?.location_id;
  return locations.find(({ id }) => id === place)?.time_zone ?? zone;
}
