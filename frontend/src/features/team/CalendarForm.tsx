import { Select, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { setCalendar } from "../../api/generated/api";
import type { UserItem } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { resourcesQuery, teamQuery } from "../../api/lists";
import { FormModal } from "../../ui/FormModal";
import { showFieldErrors } from "../../ui/forms";
import { toast } from "../../ui/toast";
import { foundIn, useChangeOf } from "../../ui/useChangeOf";

const NONE = "none";

function valuesOf({ calendar }: UserItem) {
  return { resource_id: calendar?.id ?? NONE };
}

interface CalendarFormProps {
  person: UserItem;
  onClose: () => void;
}

/** Whose calendar is whose: an account and the staff row that works as it. */
export function CalendarForm({ person, onClose }: CalendarFormProps) {
  const client = useQueryClient();
  const resources = useQuery(resourcesQuery).data ?? [];
  const choices = resources.filter(
    ({ kind, user_id }) => kind === "staff" && (!user_id || user_id === person.id),
  );
  const form = useForm({ initialValues: valuesOf(person) });
  const { change } = useChangeOf(form, person, {
    valuesOf,
    newest: async (seen) => foundIn(await client.fetchQuery({ ...teamQuery, staleTime: 0 }), seen),
    reads: {
      resource_id: (id) =>
        id === NONE ? "No calendar" : (resources.find((each) => each.id === id)?.name ?? ""),
    },
  });
  const save = useMutation({
    mutationFn: (values: typeof form.values) => {
      const resource_id = values.resource_id === NONE ? null : values.resource_id;
      return change(values, (seen) => setCalendar(person.id, { resource_id }, seen));
    },
    onSuccess: ({ name, calendar }) => {
      toast(calendar ? `${name} works as ${calendar.name}.` : `${name} has no calendar.`);
      onClose();
    },
    onError: (error) => showFieldErrors(form, error),
    onSettled: () => {
      client.invalidateQueries({ queryKey: keys.users.all });
      client.invalidateQueries({ queryKey: keys.resources.all });
    },
  });
  return (
    <FormModal
      title={`Calendar of ${person.name}`}
      act="Save"
      isBusy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate(values))}
    >
      <Text size="sm" c="dimmed">
        {person.name} sees and fills this row of the schedule as their own.
      </Text>
      <Select
        label="Row of the schedule"
        allowDeselect={false}
        data={[
          { value: NONE, label: "No calendar" },
          ...choices.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        {...form.getInputProps("resource_id")}
      />
    </FormModal>
  );
}
