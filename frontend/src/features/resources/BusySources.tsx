import { ActionIcon, Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCalendarDown, IconRefresh, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { listBusySources, readBusySource, removeBusySource } from "../../api/generated/api";
import type { BusySource, Resource } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness } from "../../api/session";
import { agoText, countText } from "../../lib/format";
import { useNow } from "../../lib/useNow";
import { Confirm } from "../../ui/Confirm";
import { EmptyState, ErrorState, LoadingRows } from "../../ui/States";
import { toast, toastProblem } from "../../ui/toast";
import { BusySourceForm } from "./BusySourceForm";
import classes from "./Exceptions.module.css";

interface BusySourcesProps {
  resource: Resource;
  mayEdit: boolean;
}

const UNTIL_READ_MS = 3_000;

/** Calendars kept elsewhere whose busy times nobody is booked into. */
export function BusySources({ resource, mayEdit }: BusySourcesProps) {
  const client = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<BusySource | null>(null);
  const sources = useQuery({
    queryKey: keys.hours.busySources(resource.id),
    queryFn: ({ signal }) => listBusySources(resource.id, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ checked_at }) => !checked_at) ? UNTIL_READ_MS : false,
  });
  const settle = () => {
    client.invalidateQueries({ queryKey: keys.hours.all });
    client.invalidateQueries({ queryKey: keys.slots.all });
  };
  const remove = useMutation({
    mutationFn: ({ id }: BusySource) => removeBusySource(id),
    onSuccess: (_, { name }) => toast(`${name} is read no more.`),
    onError: toastProblem,
    onSettled: () => {
      setRemoving(null);
      settle();
    },
  });
  const items = sources.data?.items ?? [];
  const add = mayEdit && (
    <Button
      variant="default"
      leftSection={<IconCalendarDown size={16} />}
      onClick={() => setAdding(true)}
    >
      Add a calendar
    </Button>
  );
  return (
    <Stack>
      {sources.isPending && <LoadingRows rows={2} />}
      {sources.isError && !sources.data && (
        <ErrorState error={sources.error} onRetry={sources.refetch} />
      )}
      {sources.data && items.length === 0 && (
        <EmptyState
          title={`No calendar from elsewhere keeps ${resource.name} busy.`}
          action={add}
        />
      )}
      {items.length > 0 && (
        <>
          <ul className={classes.list}>
            {items.map((each) => (
              <SourceRow
                key={each.id}
                source={each}
                mayEdit={mayEdit}
                onSettled={settle}
                onRemove={() => setRemoving(each)}
              />
            ))}
          </ul>
          <Group>{add}</Group>
        </>
      )}
      {isAdding && (
        <BusySourceForm resource={resource} onSaved={settle} onClose={() => setAdding(false)} />
      )}
      {removing && (
        <Confirm
          title={`Read ${removing.name} no more?`}
          act="Remove calendar"
          keep="Keep it"
          isLoss
          isBusy={remove.isPending}
          onConfirm={() => remove.mutate(removing)}
          onClose={() => setRemoving(null)}
        >
          {resource.name} can be booked again at the times that this calendar kept busy.
        </Confirm>
      )}
    </Stack>
  );
}

interface SourceRowProps {
  source: BusySource;
  mayEdit: boolean;
  onSettled: () => void;
  onRemove: () => void;
}

function SourceRow({ source, mayEdit, onSettled, onRemove }: SourceRowProps) {
  const { name, host, problem, skipped } = source;
  const read = useMutation({
    mutationFn: () => readBusySource(source.id),
    onSuccess: () => toast(`${name} is being read.`),
    onError: toastProblem,
    onSettled,
  });
  return (
    <li className={classes.item}>
      <div>
        <Text fw={550}>{name}</Text>
        <Text size="sm" c="dimmed">
          {host} · <StateOf source={source} />
        </Text>
        {problem && (
          <Text size="sm" c="var(--danger)" role="alert">
            <IconAlertTriangle size={14} aria-hidden="true" /> {problem}
            {source.read_at && " What was read before still holds."}
          </Text>
        )}
        {!problem && skipped > 0 && (
          <Text size="sm" c="var(--warn)">
            {skipped === 1 ? "1 entry makes" : `${skipped} entries make`} no sense to us and are
            passed over.
          </Text>
        )}
      </div>
      {mayEdit && (
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            aria-label={`Read ${name} now`}
            loading={read.isPending}
            onClick={() => read.mutate()}
          >
            <IconRefresh size={16} />
          </ActionIcon>
          <ActionIcon aria-label={`Remove ${name}`} onClick={onRemove}>
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      )}
    </li>
  );
}

function StateOf({ source }: { source: BusySource }) {
  const { locale } = useBusiness();
  const now = useNow();
  if (!source.read_at) return source.checked_at ? "not read yet" : "being read…";
  const times = countText(source.busy_ahead, "busy time");
  return `read ${agoText(source.checked_at ?? source.read_at, now, locale)}, ${times} ahead`;
}
