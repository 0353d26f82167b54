import { Button, Group, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { updateAppointment } from "../../api/generated/api";
import type { Appointment } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { isProblem, messageOf } from "../../api/problem";
import { toast } from "../../ui/toast";

interface NotesEditorProps {
  appointment: Appointment;
  isLocked: boolean;
}

export function NotesEditor({ appointment, isLocked }: NotesEditorProps) {
  const [text, setText] = useState(appointment.notes);
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () =>
      updateAppointment(appointment.id, { notes: text }, ifMatch(appointment.version)),
    onSuccess: (saved) => {
      client.setQueryData(keys.appointments.one(saved.id), saved);
      client.invalidateQueries({ queryKey: keys.appointments.all });
      toast("Notes saved.");
    },
    onError: (error) => {
      if (isProblem(error, "stale")) {
        client.invalidateQueries({ queryKey: keys.appointments.one(appointment.id) });
      }
    },
  });
  const isChanged = text !== appointment.notes;
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
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {isChanged && (
        <Group justify="flex-end" mt="xs" gap="xs">
          <Button variant="default" size="xs" onClick={() => setText(appointment.notes)}>
            Discard
          </Button>
          <Button size="xs" loading={save.isPending} onClick={() => save.mutate()}>
            Save notes
          </Button>
        </Group>
      )}
    </>
  );
}
