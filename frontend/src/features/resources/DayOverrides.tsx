import { ActionIcon, Button, Group, Stack, Text } from "@mantine/core";
import { IconCalendarPlus, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { listDateOverrides, removeDateOverride, setDateOverride } from "../../api/generated/api";
import type { DateOverride, Resource } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { everyPage, freshResource } from "../../api/lists";
import { useBusiness } from "../../api/session";
import { dayText } from "../../lib/format";
import { dayOf } from "../../lib/zones";
import { EmptyState, ErrorState, LoadingRows } from "../../ui/States";
import { toastProblem, toastWithUndo } from "../../ui/toast";
import { dayHoursText } from "./dayWindows";
import classes from "./Exceptions.module.css";
import { OverrideForm } from "./OverrideForm";

interface DayOverridesProps {
  resource: Resource;
  zone: string;
  mayEdit: boolean;
}

/** The days on which this resource does not work as on their weekday. */
export function DayOverrides({ resource, zone, mayEdit }: DayOverridesProps) {
  const { locale } = useBusiness();
  const client = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const today = dayOf(Date.now(), zone);
  const days = useQuery({
    queryKey: keys.hours.overrides(resource.id),
    queryFn: ({ signal }) =>
      everyPage((after) =>
        listDateOverrides(resource.id, { from_day: today, limit: 100, after }, { signal }),
      ),
  });
  const settle = () => {
    client.invalidateQueries({ queryKey: keys.hours.all });
    client.invalidateQueries({ queryKey: keys.resources.all });
    client.invalidateQueries({ queryKey: keys.slots.all });
  };
  const remove = useMutation({
    mutationFn: async ({ id }: DateOverride) => {
      const { version } = await freshResource(client, resource.id);
      return removeDateOverride(resource.id, id, ifMatch(version));
    },
    onSuccess: (_, { on_day, windows }) => {
      settle();
      toastWithUndo(`${dayText(on_day, locale, "short")} is as usual again.`, async () => {
        try {
          const { version } = await freshResource(client, resource.id);
          await setDateOverride(resource.id, { on_day, windows }, ifMatch(version));
        } catch (error) {
          toastProblem(error);
        }
        settle();
      });
    },
    onError: toastProblem,
    onSettled: settle,
  });
  const add = mayEdit && (
    <Button
      variant="default"
      leftSection={<IconCalendarPlus size={16} />}
      onClick={() => setAdding(true)}
    >
      Other hours on a day
    </Button>
  );
  return (
    <Stack>
      {days.isPending && <LoadingRows rows={3} />}
      {days.isError && !days.data && <ErrorState error={days.error} onRetry={days.refetch} />}
      {days.data?.length === 0 && (
        <EmptyState title="No coming day differs from the weekly hours." action={add} />
      )}
      {!!days.data?.length && (
        <>
          <ul className={classes.list}>
            {days.data.map((each) => (
              <li key={each.id} className={classes.item}>
                <div>
                  <Text fw={550}>{dayText(each.on_day, locale, "full")}</Text>
                  <Text size="sm" c="dimmed">
                    {dayHoursText(each.windows, locale)}
                  </Text>
                </div>
                {mayEdit && (
                  <ActionIcon
                    aria-label={`Make ${dayText(each.on_day, locale, "long")} as usual`}
                    loading={remove.isPending && remove.variables.id === each.id}
                    onClick={() => remove.mutate(each)}
                  >
                    <IconTrash size={16} />
                  </ActionIcon>
                )}
              </li>
            ))}
          </ul>
          <Group>{add}</Group>
        </>
      )}
      {isAdding && (
        <OverrideForm
          resource={resource}
          zone={zone}
          onSaved={settle}
          onClose={() => setAdding(false)}
        />
      )}
    </Stack>
  );
}
