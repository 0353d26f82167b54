import { Button, Group, Modal, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { listSlotsToMoveMyAppointment, moveMyAppointment } from "../../api/generated/api";
import type { MyAppointment } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { isProblem, messageOf } from "../../api/problem";
import { dayText, momentText, timeText, zoneText } from "../../lib/format";
import { addDays, dayOf, instantAt, toIso } from "../../lib/zones";
import { DayPicker } from "../../ui/DayPicker";
import { Refusal } from "../../ui/Refusal";
import { LoadingRows } from "../../ui/States";
import { toast } from "../../ui/toast";
import classes from "./Bookings.module.css";
import { JoinWaitlist } from "./JoinWaitlist";
import { policyText } from "./policyText";

interface MoveBookingProps {
  booking: MyAppointment;
  locale: string;
  onClose: () => void;
}

/** Another time for a booking of one's own, by the rules for visitors. */
export function MoveBooking({ booking, locale, onClose }: MoveBookingProps) {
  const { id, service, starts_at, time_zone: zone, version } = booking;
  const client = useQueryClient();
  const [day, setDay] = useState(dayOf(starts_at, zone));
  const [to, setTo] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [isWaiting, setWaiting] = useState(false);
  const slots = useSlots(booking, day);
  const move = useMutation({
    mutationFn: (startsAt: string) =>
      moveMyAppointment(
        id,
        { starts_at: startsAt, ...(reason.trim() && { reason: reason.trim() }) },
        ifMatch(version),
      ),
    onSuccess: (moved) => {
      toast(`${service.name} is now on ${momentText(moved.starts_at, zone, locale)}.`);
      onClose();
    },
    onSettled: () => {
      client.invalidateQueries({ queryKey: keys.appointments.mine });
      client.invalidateQueries({ queryKey: keys.slots.all });
    },
  });
  const policy = policyText(booking, locale);
  const isNotOnline = isProblem(slots.error, "not-found");
  if (isWaiting) {
    return (
      <JoinWaitlist
        serviceId={service.id}
        day={day}
        partySize={booking.seats}
        note={`Your booking on ${momentText(starts_at, zone, locale)} stays. If you take the time that we offer you, cancel this one yourself.`}
        onClose={() => setWaiting(false)}
      />
    );
  }
  return (
    <Modal opened onClose={onClose} title={`Move ${service.name}`}>
      <Stack>
        <Text size="sm" c="dimmed">
          Now {momentText(starts_at, zone, locale)}. {policy}
        </Text>
        {move.isError && <Refusal error={move.error} />}
        <DayPicker
          day={day}
          today={dayOf(Date.now(), zone)}
          onChange={(next) => {
            setDay(next);
            setTo(null);
          }}
        >
          <Text fw={550} size="sm">
            {dayText(day, locale, "long")}
          </Text>
        </DayPicker>
        {slots.isPending && <LoadingRows rows={2} />}
        {slots.isError && (
          <Text size="sm" role="status">
            {isNotOnline
              ? "This service cannot be moved online. Please contact us directly."
              : messageOf(slots.error)}
          </Text>
        )}
        {slots.data?.length === 0 && (
          <Group justify="space-between" gap="xs">
            <Text size="sm" c="dimmed" role="status">
              Nothing is free on this day.
            </Text>
            <Button size="xs" variant="default" onClick={() => setWaiting(true)}>
              Wait for a time
            </Button>
          </Group>
        )}
        <div className={classes.times}>
          {slots.data?.map((each) => (
            <UnstyledButton
              key={each.starts_at}
              className={classes.time}
              aria-pressed={each.starts_at === to}
              onClick={() => setTo(each.starts_at)}
            >
              {timeText(each.starts_at, zone, locale)}
              <small>{zoneText(each.starts_at, zone, locale)}</small>
            </UnstyledButton>
          ))}
        </div>
        <TextInput
          label="Reason (optional)"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Keep this time
          </Button>
          <Button disabled={!to} loading={move.isPending} onClick={() => to && move.mutate(to)}>
            {to ? `Move to ${momentText(to, zone, locale)}` : "Choose a time"}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function useSlots({ id, service, time_zone: zone }: MyAppointment, day: string) {
  return useQuery({
    queryKey: keys.slots.day(service.id, day, zone, "mine", id),
    queryFn: ({ signal }) =>
      listSlotsToMoveMyAppointment(
        id,
        {
          from: toIso(instantAt(day, 0, zone)),
          to: toIso(instantAt(addDays(day, 1), 0, zone)),
        },
        { signal },
      ),
    select: ({ items }) => items,
    staleTime: 5_000,
  });
}
