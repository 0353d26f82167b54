import { Button, Group, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { settleAppointment } from "../../api/calendarCache";
import { addParticipant } from "../../api/generated/api";
import type { Appointment, NewParticipant } from "../../api/generated/api.schemas";
import { idempotent } from "../../api/http";
import { keys } from "../../api/keys";
import { isProblem } from "../../api/problem";
import { useMe } from "../../api/session";
import { useSubmission } from "../../api/submission";
import { MAY, may } from "../../lib/permissions";
import { toastWithUndo } from "../../ui/toast";
import { type ChosenCustomer, CustomerChoice } from "./CustomerChoice";
import { PartySizeField } from "./PartySizeField";
import { Refused } from "./Refused";
import { whoOf } from "./steps";
import { unbook } from "./unbook";

interface AddParticipantProps {
  session: Appointment;
  onClose: () => void;
}

/** Books somebody more into this very session, beyond its seats only on purpose. */
export function AddParticipant({ session, onClose }: AddParticipantProps) {
  const client = useQueryClient();
  const submitOnce = useSubmission();
  const [customer, setCustomer] = useState<ChosenCustomer | null>(null);
  const [partySize, setPartySize] = useState(1);
  const [missing, setMissing] = useState<string>();
  const mayOverlap = may(useMe(), MAY.overlap);
  const add = useMutation({
    mutationFn: (body: NewParticipant) =>
      submitOnce(body, (sent, key) => addParticipant(session.id, sent, idempotent(key))),
    onSuccess: (added) => {
      settleAppointment(client, added);
      client.invalidateQueries({ queryKey: keys.customers.all });
      toastWithUndo(`${whoOf(added)} comes to ${session.service.name}.`, () =>
        unbook(client, added, true),
      );
      onClose();
    },
  });
  const submit = (overlap: boolean) => {
    if (!customer || ("name" in customer && !customer.name.trim())) {
      setMissing("Choose a customer, or add a new one.");
      return;
    }
    add.mutate({
      ...("customer_id" in customer ? customer : { customer }),
      party_size: partySize,
      ...(overlap && { overlap }),
    });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit(false);
  };
  const isFull = isProblem(add.error, "capacity");
  return (
    <form noValidate onSubmit={onSubmit}>
      <Stack gap="sm">
        {add.error && (
          <Refused
            error={add.error}
            title={isFull ? "There are not enough seats left." : undefined}
            anyway={
              isFull && mayOverlap
                ? { label: "Add beyond the seats", onConfirm: () => submit(true) }
                : undefined
            }
          />
        )}
        <CustomerChoice
          value={customer}
          error={missing}
          onChange={(chosen) => {
            setCustomer(chosen);
            setMissing(undefined);
            add.reset();
          }}
        />
        <PartySizeField
          capacity={session.session?.capacity ?? null}
          value={partySize}
          onChange={setPartySize}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Discard
          </Button>
          <Button type="submit" loading={add.isPending}>
            Add participant
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
