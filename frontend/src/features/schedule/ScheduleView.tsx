import { useMediaQuery } from "@mantine/hooks";
import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import type { Appointment, Location, Resource, Slot } from "../../api/generated/api.schemas";
import { useBusiness, useMe } from "../../api/session";
import { insteadOf } from "../../lib/alternatives";
import { momentText } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { dayOf, toIso } from "../../lib/zones";
import { ErrorState, LoadingRows } from "../../ui/States";
import { Agenda } from "./Agenda";
import { type Move, movedInstead, wantedBy } from "./moves";
import { NoResources } from "./NoResources";
import { RefusedMove } from "./RefusedMove";
import { ScheduleToolbar } from "./ScheduleToolbar";
import { type Bar, barMaker, barsOf } from "./timeline/bars";
import { STEP_MINUTES } from "./timeline/drawnTime";
import { useCalendar } from "./useCalendar";
import { useDrawnTime } from "./useDrawnTime";
import { useFresh } from "./useFresh";
import { useMove } from "./useMove";
import { useNudge } from "./useNudge";
import { useOpenHours } from "./useOpenHours";
import { useRows } from "./useRows";
import { type ScheduleAddress, useScheduleAddress } from "./useScheduleAddress";

const ResourceTimeline = lazy(() =>
  import("./timeline/ResourceTimeline").then((file) => ({ default: file.ResourceTimeline })),
);

interface ScheduleViewProps {
  onOpen: (id: string) => void;
  onMoveDialog: (id: string) => void;
  onCreate: (known: { starts_at?: string; resource_id?: string }) => void;
  /** What can be done with an appointment, for the rows of the agenda. */
  menuOf: (appointment: Appointment) => ReactNode;
}

const LEAST_MS = STEP_MINUTES * 60_000;
const NO_LOCATIONS: Location[] = [];

export function ScheduleView({ onOpen, onMoveDialog, onCreate, menuOf }: ScheduleViewProps) {
  const me = useMe();
  const business = useBusiness();
  const { locale } = business;
  const isPhone = useMediaQuery("(max-width: 760px)", false, { getInitialValueInEffect: false });
  const address = useScheduleAddress(business.zone, !!isPhone);
  const { resources, locations, pool, rows, zone, seesAll } = useRows(address, business.zone);
  const calendar = useCalendar(address.days, zone);
  const shown = useShown(calendar.appointments, rows, seesAll ? address : null);
  const openHours = useOpenHours(address.days, zone);
  const isSettled = calendar.isSuccess && !calendar.isPlaceholderData;
  const fresh = useFresh(calendar.appointments, calendar.rangeKey, isSettled, zone, locale);
  const nameOf = (id: string) => pool.find((each) => each.id === id)?.name ?? "";
  const { move, refused, dismiss } = useMove({ zone, locale, nameOf });
  const [spoken, speak] = useState("");
  const nudge = useNudge(move, (instant) => speak(momentText(instant, zone, locale)));

  const drawn = useDrawnTime({ days: address.days, rows, appointments: shown, openHours, zone });
  const mayMove = may(me, MAY.manageAppointments);
  const mayBook = may(me, MAY.book);
  const make = useMemo(
    () => barMaker({ drawn, resourceIds: new Set(rows.map(({ id }) => id)), mayMove }),
    [drawn, rows, mayMove],
  );
  const bars = useMemo(() => barsOf(shown, make, fresh.ids), [shown, make, fresh.ids]);

  const otherOf = (slot: Slot) =>
    refused && insteadOf(slot, wantedBy(refused.move), pool.filter(isStaff));
  const failed = [calendar, resources].find(({ isError, data }) => isError && !data);
  const isReady = !!calendar.data && !!resources.data;
  const isEmpty = isReady && isBare(rows, address, seesAll);
  return (
    <>
      <ScheduleToolbar
        address={address}
        zone={zone}
        locale={locale}
        locations={seesAll ? locations : NO_LOCATIONS}
        resources={pool}
        isPhone={!!isPhone}
        isFetching={calendar.isFetching}
        count={shown.length}
      />
      <div className="visually-hidden" role="status">
        {spoken || fresh.news}
      </div>
      {refused && (
        <RefusedMove
          refused={refused}
          zone={zone}
          locale={locale}
          otherOf={otherOf}
          onPick={(slot) => move(movedInstead(refused.move, slot.starts_at, otherOf(slot)))}
          onAnyway={
            may(me, MAY.overlap) && refused.problem.slug === "slot-taken"
              ? () => move({ ...refused.move, overlap: true })
              : undefined
          }
          onDismiss={dismiss}
        />
      )}
      {failed && <ErrorState error={failed.error} onRetry={() => failed.refetch()} />}
      {!failed && !isReady && <LoadingRows rows={9} />}
      {isReady && !isEmpty && address.isAgenda && (
        <Agenda
          appointments={shown}
          days={address.days}
          zone={zone}
          locale={locale}
          freshIds={fresh.ids}
          mayCreate={mayBook}
          menuOf={menuOf}
          onOpen={onOpen}
          onCreate={() => onCreate({})}
        />
      )}
      {isEmpty && <NoResources isOwn={!seesAll} mayAdd={may(me, MAY.editResources)} />}
      {isReady && !isEmpty && !address.isAgenda && (
        <Suspense fallback={<LoadingRows rows={9} />}>
          <ResourceTimeline
            label={seesAll ? "Schedule by staff and rooms" : "My schedule"}
            rows={rows}
            bars={bars}
            openHours={openHours}
            drawn={drawn}
            isWide={address.isWide}
            zone={zone}
            locale={locale}
            today={dayOf(Date.now(), zone)}
            placeOf={(resource) => placeOf(resource, locations)}
            open={(bar) => onOpen(bar.appointment.id)}
            onMoveDialog={(bar) => onMoveDialog(bar.appointment.id)}
            onNudge={(bar, minutes) => nudge(bar.appointment, minutes)}
            drop={(bar, instant, rowId) => move(dropped(bar, instant, rowId))}
            resize={(bar, from, until) => move(resized(bar, from, until))}
            create={(from, _until, rowId) =>
              mayBook && onCreate({ starts_at: toIso(from), resource_id: rowId })
            }
          />
        </Suspense>
      )}
    </>
  );
}

function isStaff({ kind }: Resource): boolean {
  return kind === "staff";
}

/** An agenda has its own words for an empty day, but not for somebody without a row. */
function isBare(rows: Resource[], { isAgenda }: ScheduleAddress, seesAll: boolean): boolean {
  return rows.length === 0 && !(isAgenda && seesAll);
}

function dropped(bar: Bar, instant: number, rowId: string): Move {
  const swap = rowId === bar.resourceId ? undefined : { from: bar.resourceId, to: rowId };
  return { appointment: bar.appointment, instant: instant - bar.offset, ...(swap && { swap }) };
}

/** The end that was not drawn stays as exact as it was; 5 minutes are the least. */
function resized({ appointment }: Bar, from: number, until: number): Move {
  const [start, end] = [Date.parse(appointment.starts_at), Date.parse(appointment.ends_at)];
  const isStart = Math.abs(from - start) > Math.abs(until - end);
  const instant = isStart ? Math.min(from, end - LEAST_MS) : start;
  const last = isStart ? end : Math.max(until, start + LEAST_MS);
  return { appointment, instant, minutes: Math.round((last - instant) / 60_000) };
}

function placeOf(resource: Resource, locations: Location[]): string {
  const place = locations.find(({ id }) => id === resource.location_id)?.name ?? "";
  return locations.length > 1 ? place : resource.kind === "staff" ? "" : resource.kind;
}

/**
 * Appointments of the rows on screen; the filters hold for the agenda too. It has no rows, so whoever
 * sees all sees there also those of staff who are switched off or no longer here.
 */
function useShown(
  appointments: Appointment[],
  rows: Resource[],
  address: ScheduleAddress | null,
): Appointment[] {
  const filter = address?.isAgenda ? address : null;
  const [kind, location] = [filter?.kind, filter?.location];
  return useMemo(() => {
    if (kind !== undefined) {
      return appointments.filter(
        ({ allocations, location_id }) =>
          (!location || location_id === location) &&
          (kind === "all" || allocations.some((each) => each.kind === kind)),
      );
    }
    const ids = new Set(rows.map(({ id }) => id));
    return appointments.filter(({ allocations }) =>
      allocations.some(({ resource_id }) => ids.has(resource_id)),
    );
  }, [appointments, rows, kind, location]);
}
