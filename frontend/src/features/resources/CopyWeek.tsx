import { MultiSelect, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { setResourceHours } from "../../api/generated/api";
import type { Resource } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { resourcesQuery } from "../../api/lists";
import { FormModal } from "../../ui/FormModal";
import { toastProblem, toastWithUndo } from "../../ui/toast";

interface CopyWeekProps {
  resource: Resource;
  onClose: () => void;
}

/** The saved weekly hours for others too, in place of theirs. */
export function CopyWeek({ resource, onClose }: CopyWeekProps) {
  const client = useQueryClient();
  const [ids, setIds] = useState<string[]>([]);
  const [isAsked, setAsked] = useState(false);
  const all = useQuery(resourcesQuery).data ?? [];
  const others = all.filter(({ id, is_active }) => id !== resource.id && is_active);
  const settle = () => {
    for (const queryKey of [keys.resources.all, keys.hours.all, keys.slots.all]) {
      client.invalidateQueries({ queryKey });
    }
  };
  const copy = useMutation({
    mutationFn: async () => {
      const chosen = others.filter(({ id }) => ids.includes(id));
      const changed: [before: Resource, after: Resource][] = [];
      for (const each of chosen) {
        const body = { hours: resource.hours };
        changed.push([each, await setResourceHours(each.id, body, ifMatch(each.version))]);
      }
      return changed;
    },
    onSuccess: (changed) => {
      const names = changed.map(([{ name }]) => name).join(", ");
      toastWithUndo(`${names} now work the week of ${resource.name}.`, async () => {
        try {
          for (const [before, after] of changed) {
            await setResourceHours(after.id, { hours: before.hours }, ifMatch(after.version));
          }
        } catch (error) {
          toastProblem(error);
        }
        settle();
      });
      onClose();
    },
    onSettled: settle,
  });
  return (
    <FormModal
      title={`Copy the week of ${resource.name}`}
      act="Copy week"
      isBusy={copy.isPending}
      error={copy.error}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (ids.length > 0) copy.mutate();
      }}
    >
      <MultiSelect
        label="To"
        data-autofocus
        searchable
        hidePickedOptions
        placeholder={ids.length ? undefined : "Choose"}
        nothingFoundMessage="There is nobody else."
        data={others.map(({ id, name }) => ({ value: id, label: name }))}
        value={ids}
        error={isAsked && ids.length === 0 ? "Choose who gets this week." : undefined}
        onChange={setIds}
      />
      <Text size="sm" c="dimmed">
        Their weekly hours are replaced, each by the clock of their own location. Single days and
        time off stay as they are.
      </Text>
    </FormModal>
  );
}
