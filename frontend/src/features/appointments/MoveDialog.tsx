import { Button, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { settleAppointment } from "../../api/calendarCache";
import { moveAppointment } from "../../api/generated/api";
import type { Appointment, Resource, Slot } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { resourcesQuery, servicesQuery } from "../../api/lists";
import { isProblem, messageOf } from "../../api/problem";
import { useMe } from "../../api/session";
import { momentText } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { dayOf } from "../../lib/zones";
import { toastWithTakeBack } from "../../ui/takeBack";
import { appointmentQuery } from "./queries";
import { Refused } from "./Refused";
import { SlotChoice } from "./SlotChoice";
import { staffFor, staffOf } from "./staff";

interface MoveDialogProps {
  id: string;
  locale: string;
  onClose: () => void;
}

/** The click-only twin of dragging: another day, person or time, from what is free. */
export function MoveDialog({ id, locale, onClose }: MoveDialogProps) {
  const appointment = useQuery(appointmentQuery(id)).data;
  return (
    <Modal
      opened
      onClose={onClose}
      title={
        appointment ? `Move ${appointment.customer?.name ?? appointment.service.name}` : "Move"
      }
    >
      {appointment && (
        <MoveForm
          key={appointment.id}
          appointment={appointment}
          locale={locale}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}

interface Place {
  starts_at: string;
  /** Who is free then, where the time comes from what is offered. */
  slot?: Slot;
}

/** Names a person only when it is another one; rooms are found anew by the server. */
function personFor(to: Place, wanted: string | null, current: string | null, staff: Resource[]) {
  const person = wanted ?? staffOf(to.slot ?? null, staff)[0]?.id;
  return person && person !== current ? { resource_ids: [person] } : {};
}

interface MoveFormProps {
  appointment: Appointment;
  locale: string;
  onClose: () => void;
}

function MoveForm({ appointment, locale, onClose }: MoveFormProps) {
  const zone = appointment.time_zone;
  const client = useQueryClient();
  const services = useQuery(servicesQuery).data ?? [];
  const resources = useQuery(resourcesQuery).data ?? [];
  const staff = staffFor(
    services.find(({ id }) => id === appointment.service.id),
    resources,
  );
  const current = appointment.allocations.find(({ kind }) => kind === "staff")?.resource_id ?? null;
  const [day, setDay] = useState(dayOf(appointment.starts_at, zone));
  const [staffId, setStaff] = useState<string | null>(current);
  const [place, setPlace] = useState<Place | null>(null);
  const [reason, setReason] = useState("");
  const mayOverlap = may(useMe(), MAY.overlap);
  const move = useMutation({
    mutationFn: ({ to, overlap }: { to: Place; overlap: boolean }) =>
      moveAppointment(
        appointment.id,
        {
          starts_at: to.starts_at,
          ...personFor(to, staffId, current, staff),
          ...(reason.trim() && { reason: reason.trim() }),
          ...(overlap && { overlap }),
        },
        ifMatch(appointment.version),
      ),
    onSuccess: (moved) => {
      settleAppointment(client, moved);
      toastWithTakeBack(client, `Moved to ${momentText(moved.starts_at, zone, locale)}.`, moved);
      onClose();
    },
    onError: () => {
      client.invalidateQueries({ queryKey: keys.slots.all });
      client.invalidateQueries({ queryKey: keys.appointments.one(appointment.id) });
    },
  });
  const choose = (to: Place) => {
    move.reset();
    setPlace(to);
  };
  const isTaken = isProblem(move.error, "slot-taken") && mayOverlap && place;
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {appointment.service.name}, now {momentText(appointment.starts_at, zone, locale)}
      </Text>
      {move.isError && (
        <Refused
          message={messageOf(move.error)}
          others={{
            slots: isProblem(move.error) ? move.error.alternatives : [],
            zone,
            locale,
            onPick: (slot) =>
              move.mutate({ to: { starts_at: slot.starts_at, slot }, overlap: false }),
          }}
          anyway={
            isTaken
              ? {
                  label: "Move anyway, over the other",
                  onConfirm: () => move.mutate({ to: place, overlap: true }),
                }
              : undefined
          }
        />
      )}
      {staff.length > 1 && (
        <Select
          label="With"
          placeholder="Anyone who is free"
          clearable
          value={staffId}
          data={staff.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(next) => {
            setStaff(next);
            setPlace(null);
          }}
        />
      )}
      <SlotChoice
        wanted={{
          serviceId: appointment.service.id,
          day,
          zone,
          resourceId: staffId ?? undefined,
          movingId: appointment.id,
        }}
        locale={locale}
        selected={place?.starts_at ?? null}
        onDay={(next) => {
          setDay(next);
          setPlace(null);
        }}
        onSelect={(slot) => choose({ starts_at: slot.starts_at, slot })}
        onExact={(starts_at) => choose({ starts_at })}
      />
      <TextInput
        label="Reason (optional)"
        description="Kept in the history, for your team only."
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Keep
        </Button>
        <Button
          disabled={!place}
          loading={move.isPending}
          onClick={() => place && move.mutate({ to: place, overlap: false })}
        >
          {place ? `Move to ${momentText(place.starts_at, zone, locale)}` : "Choose a time"}
        </Button>
      </Group>
    </Stack>
  );
}
