import { ActionIcon, Badge, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconCalendarOff, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { addClosure, listClosures, removeClosure } from "../../api/generated/api";
import type { Closure, Location } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { everyPage } from "../../api/lists";
import { useBusiness } from "../../api/session";
import { daysText } from "../../lib/format";
import { type Column, DataTable } from "../../ui/DataTable";
import { EmptyState, ErrorState, LoadingRows } from "../../ui/States";
import { toastProblem, toastWithUndo } from "../../ui/toast";
import { ClosureForm } from "./ClosureForm";
import classes from "./Closures.module.css";

interface ClosuresProps {
  locations: Location[];
  mayEdit: boolean;
}

/** Holidays and other days on which a location is closed. */
export function Closures({ locations, mayEdit }: ClosuresProps) {
  const { locale } = useBusiness();
  const client = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const closures = useQuery({
    queryKey: keys.hours.closures,
    queryFn: ({ signal }) => everyPage((after) => listClosures({ limit: 100, after }, { signal })),
  });
  const settle = () => {
    client.invalidateQueries({ queryKey: keys.hours.all });
    client.invalidateQueries({ queryKey: keys.slots.all });
  };
  const remove = useMutation({
    mutationFn: ({ id }: Closure) => removeClosure(id),
    onSuccess: (_, { id, ...gone }) =>
      toastWithUndo(`${gone.name} is a day like others again.`, () => {
        addClosure(gone).catch(toastProblem).finally(settle);
      }),
    onError: toastProblem,
    onSettled: settle,
  });
  const nameOf = (id: string) => locations.find((each) => each.id === id)?.name ?? "";
  const add = mayEdit && (
    <Button
      variant="default"
      leftSection={<IconCalendarOff size={16} />}
      onClick={() => setAdding(true)}
    >
      Close for some days
    </Button>
  );
  const columns: Column<Closure>[] = [
    { label: "What", sortBy: ({ name }) => name, cell: ({ name }) => name },
    {
      label: "Days",
      sortBy: ({ starts_on }) => starts_on,
      cell: ({ starts_on, ends_on, repeats_yearly }) => (
        <Group gap={8}>
          {daysText(starts_on, ends_on, locale)}
          {repeats_yearly && <Badge color="gray">Every year</Badge>}
        </Group>
      ),
    },
    { label: "Location", isMinor: true, cell: ({ location_id }) => nameOf(location_id) },
    {
      label: "Remove",
      isRight: true,
      cell: (closure) =>
        mayEdit && (
          <ActionIcon
            aria-label={`Remove ${closure.name}, ${daysText(closure.starts_on, closure.ends_on, locale)}`}
            loading={remove.isPending && remove.variables.id === closure.id}
            onClick={() => remove.mutate(closure)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        ),
    },
  ];
  return (
    <Stack component="section" className={classes.section} aria-labelledby="closed-days">
      <Group justify="space-between" className={classes.head}>
        <div>
          <Title order={2} id="closed-days" fz="lg">
            Closed days
          </Title>
          <Text size="sm" c="dimmed">
            Nobody can be booked at the location on these days.
          </Text>
        </div>
        {!!closures.data?.length && add}
      </Group>
      {closures.isPending && <LoadingRows rows={2} />}
      {closures.isError && !closures.data && (
        <ErrorState error={closures.error} onRetry={closures.refetch} />
      )}
      {closures.data?.length === 0 && (
        <EmptyState icon={IconCalendarOff} title="No closed days are planned." action={add} />
      )}
      {!!closures.data?.length && (
        <DataTable
          label="Closed days"
          rows={closures.data}
          columns={mayEdit ? columns : columns.slice(0, 3)}
          keyOf={({ id }) => id}
        />
      )}
      {isAdding && (
        <ClosureForm locations={locations} onSaved={settle} onClose={() => setAdding(false)} />
      )}
    </Stack>
  );
}
