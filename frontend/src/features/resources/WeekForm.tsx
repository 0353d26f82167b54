import { Button, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconCopy } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { getResource, setResourceHours } from "../../api/generated/api";
import type { Hours, Resource } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useTyped } from "../../ui/Begun";
import { Refusal } from "../../ui/Refusal";
import { toast } from "../../ui/toast";
import { useSettings } from "../../ui/useSettings";
import { CopyWeek } from "./CopyWeek";
import { HoursEditor } from "./HoursEditor";
import { checkWeek, DAY_NAMES, hoursOf, type Week, weekOf } from "./weeklyHours";

/** Each day is a field of its own: somebody else may change another. */
type Days = Record<string, Hours[]>;

const valuesOf = ({ hours }: Resource): Days => Object.fromEntries(weekOf(hours).entries());
const weekIn = (days: Days): Week => DAY_NAMES.map((_, weekday) => days[weekday] ?? []);
const textOf = (day: Hours[] = []) =>
  day.map(({ opens, closes }) => `${opens}–${closes}`).join(", ") || "closed";

interface WeekFormProps {
  resource: Resource;
  mayEdit: boolean;
}

/** The hours of every week, saved as a whole. */
export function WeekForm({ resource, mayEdit }: WeekFormProps) {
  const client = useQueryClient();
  const [isCopying, setCopying] = useState(false);
  const form = useForm<Days>({ initialValues: valuesOf(resource) });
  const week = weekIn(form.values);
  const { onSubmit, bar } = useSettings(form, resource, {
    valuesOf,
    newest: ({ id }) => getResource(id),
    reads: Object.fromEntries(DAY_NAMES.map((_, weekday) => [weekday, textOf])),
    save: (days, seen) => setResourceHours(resource.id, { hours: hoursOf(weekIn(days)) }, seen),
    onSaved: (saved) => {
      client.setQueryData<Resource[]>(keys.resources.all, (all) =>
        all?.map((each) => (each.id === saved.id ? saved : each)),
      );
      for (const queryKey of [keys.resources.all, keys.hours.all, keys.slots.all]) {
        client.invalidateQueries({ queryKey });
      }
      toast(`The hours of ${resource.name} are saved.`);
    },
  });
  useTyped(bar.isDirty);
  return (
    <>
      <form noValidate onSubmit={onSubmit}>
        <Stack>
          {bar.error && <Refusal error={bar.error} />}
          <HoursEditor
            week={week}
            isLocked={!mayEdit}
            said={form.errors}
            onChange={(next) =>
              next.forEach((day, weekday) => {
                form.setFieldValue(String(weekday), day);
              })
            }
          />
          {mayEdit && (
            <Group justify="flex-end">
              <Button
                variant="subtle"
                mr="auto"
                disabled={bar.isDirty}
                leftSection={<IconCopy size={16} />}
                onClick={() => setCopying(true)}
              >
                Copy week
              </Button>
              <Button variant="default" disabled={!bar.isDirty} onClick={bar.onDiscard}>
                Discard
              </Button>
              <Button
                type="submit"
                disabled={!bar.isDirty || Object.keys(checkWeek(week)).length > 0}
                loading={bar.isBusy}
              >
                Save hours
              </Button>
            </Group>
          )}
        </Stack>
      </form>
      {isCopying && <CopyWeek resource={resource} onClose={() => setCopying(false)} />}
    </>
  );
}
