import { Button, Group } from "@mantine/core";
import { IconArrowsMove, IconCheck, IconX } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { approveAppointment, cancelAppointment, rejectAppointment } from "../../api/generated/api";
import type { Appointment } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { momentText } from "../../lib/format";
import { ConfirmWithReason } from "../../ui/ConfirmWithReason";
import { toast, toastProblem } from "../../ui/toast";

interface ActsProps {
  appointment: Appointment;
  locale: string;
  onMove: () => void;
}

type Asking = "cancel" | "reject" | null;

const LIVE = new Set(["pending", "confirmed"]);

export function AppointmentActs({ appointment, locale, onMove }: ActsProps) {
  const [asking, setAsking] = useState<Asking>(null);
  const client = useQueryClient();
  const { id, version, state, starts_at, time_zone } = appointment;
  const who = appointment.customer?.name ?? appointment.service.name;

  const settle = (message: string) => ({
    onSuccess: (changed: Appointment) => {
      client.setQueryData(keys.appointments.one(id), changed);
      client.invalidateQueries({ queryKey: keys.appointments.all });
      client.invalidateQueries({ queryKey: keys.slots.all });
      setAsking(null);
      toast(message);
    },
    onError: (error: unknown) => {
      client.invalidateQueries({ queryKey: keys.appointments.one(id) });
      toastProblem(error);
    },
  });
  const approve = useMutation({
    mutationFn: () => approveAppointment(id, ifMatch(version)),
    ...settle(`${who} is confirmed.`),
  });
  const cancel = useMutation({
    mutationFn: (reason: string) => cancelAppointment(id, { reason }, ifMatch(version)),
    ...settle(`The appointment of ${who} is cancelled.`),
  });
  const reject = useMutation({
    mutationFn: (reason: string) => rejectAppointment(id, { reason }, ifMatch(version)),
    ...settle(`The request of ${who} is rejected.`),
  });

  if (!LIVE.has(state)) return null;
  const when = momentText(starts_at, time_zone, locale);
  return (
    <Group gap="xs" mb="lg">
      {state === "pending" && (
        <>
          <Button
            leftSection={<IconCheck size={16} />}
            loading={approve.isPending}
            onClick={() => approve.mutate()}
          >
            Approve
          </Button>
          <Button
            variant="default"
            leftSection={<IconX size={16} />}
            onClick={() => setAsking("reject")}
          >
            Reject
          </Button>
        </>
      )}
      <Button variant="default" leftSection={<IconArrowsMove size={16} />} onClick={onMove}>
        Move
      </Button>
      {state === "confirmed" && (
        <Button variant="light" color="red" onClick={() => setAsking("cancel")}>
          Cancel appointment
        </Button>
      )}
      {asking === "cancel" && (
        <ConfirmWithReason
          title={`Cancel the appointment of ${who}?`}
          act="Cancel appointment"
          keep="Keep it"
          isBusy={cancel.isPending}
          onConfirm={cancel.mutate}
          onClose={() => setAsking(null)}
        >
          {appointment.service.name}, {when}. The time becomes free at once.
        </ConfirmWithReason>
      )}
      {asking === "reject" && (
        <ConfirmWithReason
          title={`Reject the request of ${who}?`}
          act="Reject request"
          keep="Keep it"
          isBusy={reject.isPending}
          onConfirm={reject.mutate}
          onClose={() => setAsking(null)}
        >
          {appointment.service.name}, {when}. The time becomes free at once.
        </ConfirmWithReason>
      )}
    </Group>
  );
}
