import { Alert, Button, Group, Text, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { updateAppointment } from "../../api/generated/api";
import type { Appointment } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { isProblem, messageOf } from "../../api/problem";
import { useTyped } from "../../ui/Begun";
import { toast } from "../../ui/toast";
import classes from "./AppointmentFacts.module.css";

interface NotesEditorProps {
  appointment: Appointment;
  isLocked: boolean;
}

export function NotesEditor({ appointment, isLocked }: NotesEditorProps) {
  // Until somebody types, the notes are what they are now, by whomever.
  const [draft, setDraft] = useState<{ text: string; from: string } | null>(null);
  const text = draft?.text ?? appointment.notes;
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (notes: string) =>
      updateAppointment(appointment.id, { notes }, ifMatch(appointment.version)),
    onSuccess: (saved, notes) => {
      client.setQueryData(keys.appointments.one(saved.id), saved);
      client.invalidateQueries({ queryKey: keys.appointments.all });
      // What was typed since the button was pressed goes on from there.
      setDraft((old) => (old && old.text !== notes ? { ...old, from: saved.notes } : null));
      toast("Notes saved.");
    },
    onError: (error) => {
      if (isProblem(error, "stale")) {
        client.invalidateQueries({ queryKey: keys.appointments.one(appointment.id) });
      }
    },
  });
  const isChanged = text !== appointment.notes;
  const isOvertaken = isChanged && draft?.from !== appointment.notes;
  useTyped(isChanged);
  return (
    <>
      <Textarea
        label="Notes"
        description={
          appointment.state === "completed"
            ? "Only your team sees these. Reopen the appointment to change them."
            : "Only your team sees these."
        }
        minRows={3}
        maxRows={10}
        readOnly={isLocked}
        value={text}
        error={save.isError ? messageOf(save.error) : undefined}
        onChange={({ currentTarget: { value } }) =>
          setDraft({ text: value, from: draft?.from ?? appointment.notes })
        }
      />
      {isOvertaken && (
        <Alert
          mt="xs"
          color="yellow"
          role="status"
          title="Meanwhile somebody changed these notes. Saving puts yours in their place."
        >
          <Text size="sm" className={classes.theirs}>
            {appointment.notes || "They are empty now."}
          </Text>
        </Alert>
      )}
      {isChanged && (
        <Group justify="flex-end" mt="xs" gap="xs">
          <Button variant="default" size="xs" onClick={() => setDraft(null)}>
            Discard
          </Button>
          <Button size="xs" loading={save.isPending} onClick={() => save.mutate(text)}>
            Save notes
          </Button>
        </Group>
      )}
    </>
  );
}
