import { Alert, Button, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { moveAppointment } from "../../api/generated/api";
import type { Appointment, Resource, Slot } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { resourcesQuery, servicesQuery } from "../../api/lists";
import { isProblem, messageOf } from "../../api/problem";
import { momentText } from "../../lib/format";
import { dayOf } from "../../lib/zones";
import { toastWithUndo } from "../../ui/toast";
import { moveBack } from "./moveBack";
import { appointmentQuery } from "./queries";
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

/** Names a person only when it is another one; rooms are found anew by the server. */
function personFor(to: Slot, wanted: string | null, current: string | null, staff: Resource[]) {
  const person = wanted ?? staffOf(to, staff)[0]?.id;
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
  const [slot, setSlot] = useState<Slot | null>(null);
  const move = useMutation({
    mutationFn: (to: Slot) =>
      moveAppointment(
        appointment.id,
        { starts_at: to.starts_at, ...personFor(to, staffId, current, staff) },
        ifMatch(appointment.version),
      ),
    onSuccess: (moved) => {
      client.setQueryData(keys.appointments.one(moved.id), moved);
      client.invalidateQueries({ queryKey: keys.appointments.all });
      client.invalidateQueries({ queryKey: keys.slots.all });
      toastWithUndo(`Moved to ${momentText(moved.starts_at, zone, locale)}.`, () =>
        moveBack(client, moved, appointment),
      );
      onClose();
    },
    onError: () => {
      setSlot(null);
      client.invalidateQueries({ queryKey: keys.slots.all });
      client.invalidateQueries({ queryKey: keys.appointments.one(appointment.id) });
    },
  });
  const alternatives = isProblem(move.error) ? move.error.alternatives.slice(0, 3) : [];
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {appointment.service.name}, now {momentText(appointment.starts_at, zone, locale)}
      </Text>
      {move.isError && (
        <Alert color="red" icon={<IconAlertTriangle size={18} />} title={messageOf(move.error)}>
          <Group gap="xs">
            {alternatives.map((each) => (
              <Button
                key={each.starts_at}
                size="xs"
                variant="default"
                onClick={() => move.mutate(each)}
              >
                {momentText(each.starts_at, zone, locale)}
              </Button>
            ))}
          </Group>
        </Alert>
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
            setSlot(null);
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
        selected={slot?.starts_at ?? null}
        onDay={(next) => {
          setDay(next);
          setSlot(null);
        }}
        onSelect={setSlot}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Keep
        </Button>
        <Button disabled={!slot} loading={move.isPending} onClick={() => slot && move.mutate(slot)}>
          {slot ? `Move to ${momentText(slot.starts_at, zone, locale)}` : "Choose a time"}
        </Button>
      </Group>
    </Stack>
  );
}
