import { Box, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconCalendarPlus, IconHourglass, IconTicket } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { cancelMyAppointment, listMyAppointments } from "../../api/generated/api";
import type { MyAppointment } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { everyPage } from "../../api/lists";
import { useBusiness, useMe } from "../../api/session";
import {
  dayText,
  momentText,
  moneyText,
  namesText,
  timeRangeText,
  zoneText,
} from "../../lib/format";
import { looksOnly } from "../../lib/permissions";
import { dayOf } from "../../lib/zones";
import { ConfirmWithReason } from "../../ui/ConfirmWithReason";
import { StateBadge } from "../../ui/StateBadge";
import { EmptyState, ErrorState, LoadingRows, PageHead } from "../../ui/States";
import { toast, toastProblem } from "../../ui/toast";
import { BookingAnswers } from "./BookingAnswers";
import classes from "./Bookings.module.css";
import { JoinWaitlist } from "./JoinWaitlist";
import { MoveBooking } from "./MoveBooking";
import { policyText } from "./policyText";
import { WaitingFor } from "./WaitingFor";

const CANCELLABLE = new Set(["pending", "confirmed"]);

/** A customer's own bookings: what is ahead first, then what has been. */
export function BookingsView({ links }: { links: ReactNode }) {
  const bookings = useQuery({
    queryKey: keys.appointments.mine,
    queryFn: ({ signal }) =>
      everyPage((after) => listMyAppointments({ after, limit: 100 }, { signal })),
  });
  const isReadOnly = looksOnly(useMe());
  const [isWaiting, setWaiting] = useState(false);
  const book = !isReadOnly && (
    <Button component="a" href="/" leftSection={<IconCalendarPlus size={16} />}>
      Book a time
    </Button>
  );
  const wait = !isReadOnly && (
    <Button
      variant="default"
      leftSection={<IconHourglass size={16} />}
      onClick={() => setWaiting(true)}
    >
      Wait for a time
    </Button>
  );
  const now = new Date().toISOString();
  const all = [...(bookings.data ?? [])].sort((a, b) => a.starts_at.localeCompare(b.starts_at));
  const ahead = all.filter(({ ends_at, state }) => ends_at > now && CANCELLABLE.has(state));
  const past = all.filter((each) => !ahead.includes(each)).reverse();
  return (
    <>
      <PageHead
        title="My bookings"
        actions={
          <>
            {wait}
            {book}
          </>
        }
      />
      {bookings.isPending && <LoadingRows rows={3} height={92} />}
      {bookings.isError && !bookings.data && (
        <ErrorState error={bookings.error} onRetry={bookings.refetch} />
      )}
      <WaitingFor />
      {isWaiting && <JoinWaitlist onClose={() => setWaiting(false)} />}
      {bookings.data && all.length === 0 && (
        <EmptyState
          icon={IconTicket}
          title="You have not booked anything yet."
          action={book || undefined}
        />
      )}
      {all.length > 0 && (
        <div className={classes.lists}>
          <BookingList title="Ahead" bookings={ahead} none="Nothing is booked." />
          {past.length > 0 && <BookingList title="Earlier and cancelled" bookings={past} none="" />}
          <section>
            <h2 className={classes.title}>In your own calendar</h2>
            {links}
          </section>
        </div>
      )}
    </>
  );
}

interface BookingListProps {
  title: string;
  bookings: MyAppointment[];
  none: string;
}

function BookingList({ title, bookings, none }: BookingListProps) {
  return (
    <section>
      <h2 className={classes.title}>{title}</h2>
      <Stack gap="sm">
        {bookings.length === 0 && <Text c="dimmed">{none}</Text>}
        {bookings.map((booking) => (
          <BookingCard key={booking.id} booking={booking} />
        ))}
      </Stack>
    </section>
  );
}

function BookingCard({ booking }: { booking: MyAppointment }) {
  const isReadOnly = looksOnly(useMe());
  const { locale } = useBusiness();
  const client = useQueryClient();
  const [asking, setAsking] = useState<"cancel" | "move" | null>(null);
  const policy = policyText(booking, locale);
  const { id, starts_at, ends_at, time_zone: zone, service, state, allocations } = booking;
  const cancel = useMutation({
    mutationFn: (reason: string) => cancelMyAppointment(id, { reason }, ifMatch(booking.version)),
    onSuccess: () => {
      setAsking(null);
      toast(`${service.name} is cancelled.`);
    },
    onError: toastProblem,
    onSettled: () => client.invalidateQueries({ queryKey: keys.appointments.mine }),
  });
  const fee = booking.late_fee_minor;
  return (
    <Paper withBorder p="md" radius="lg">
      <Group justify="space-between" align="start" wrap="nowrap">
        <div className={classes.what}>
          <Text fw={600}>{service.name}</Text>
          <Text size="sm">
            {dayText(dayOf(starts_at, zone), locale, "full")},{" "}
            <span className="tabular">
              {timeRangeText(starts_at, ends_at, zone, locale)} {zoneText(ends_at, zone, locale)}
            </span>
          </Text>
          <Text size="sm" c="dimmed">
            {namesText(allocations.filter(({ kind }) => kind === "staff"))} ·{" "}
            {moneyText(booking.price_minor, booking.currency, locale)}
          </Text>
        </div>
        <Box flex="none">
          <StateBadge of={booking} />
        </Box>
      </Group>
      {fee > 0 && (
        <Text size="sm" mt="xs">
          Cancelled late: {moneyText(fee, booking.currency, locale)} of the price is due.
        </Text>
      )}
      {CANCELLABLE.has(state) && <BookingAnswers booking={booking} locale={locale} />}
      {booking.can_cancel && (
        <>
          {policy && (
            <Text size="sm" mt="xs">
              {policy}
            </Text>
          )}
          {!isReadOnly && (
            <Group gap="xs" mt="sm">
              {booking.can_move && (
                <Button size="xs" variant="default" onClick={() => setAsking("move")}>
                  Move
                </Button>
              )}
              <Button size="xs" variant="light" color="red" onClick={() => setAsking("cancel")}>
                Cancel booking
              </Button>
            </Group>
          )}
          {!booking.can_move && (
            <Text size="sm" c="dimmed" mt="xs">
              It is too late to move this online. To keep it at another time, please contact us.
            </Text>
          )}
        </>
      )}
      {asking === "move" && (
        <MoveBooking booking={booking} locale={locale} onClose={() => setAsking(null)} />
      )}
      {asking === "cancel" && (
        <ConfirmWithReason
          title={`Cancel ${service.name}?`}
          act="Cancel booking"
          keep="Keep it"
          isBusy={cancel.isPending}
          onConfirm={cancel.mutate}
          onClose={() => setAsking(null)}
        >
          {policy} {momentText(starts_at, zone, locale)} becomes free for others at once.
        </ConfirmWithReason>
      )}
    </Paper>
  );
}
