import { Select } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { updateAppointment } from "../../api/generated/api";
import type { Appointment } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { messageOf } from "../../api/problem";
import { PAYMENT_METHODS, PAYMENT_NAMES, type PaymentMethod } from "../../lib/payment";
import { toast } from "../../ui/toast";

interface PaymentEditorProps {
  appointment: Appointment;
  isLocked: boolean;
}

const OPTIONS = PAYMENT_METHODS.map((value) => ({ value, label: PAYMENT_NAMES[value] }));

/** How its customer pays: what they said when they booked, or what the desk saw. */
export function PaymentEditor({ appointment, isLocked }: PaymentEditorProps) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (payment_method: PaymentMethod | null) =>
      updateAppointment(appointment.id, { payment_method }, ifMatch(appointment.version)),
    onSuccess: (saved) => {
      client.setQueryData(keys.appointments.one(saved.id), saved);
      client.invalidateQueries({ queryKey: keys.appointments.all });
      toast(saved.payment_method ? "Payment recorded." : "Payment taken back.");
    },
    onError: () => client.invalidateQueries({ queryKey: keys.appointments.one(appointment.id) }),
  });
  return (
    <Select
      label="Pays by"
      placeholder="Not said"
      data={OPTIONS}
      clearable
      readOnly={isLocked}
      disabled={save.isPending}
      value={appointment.payment_method}
      error={save.isError ? messageOf(save.error) : undefined}
      onChange={(chosen) => save.mutate(chosen)}
    />
  );
}
