import { ActionIcon, Button, Group, Stack, Text } from "@mantine/core";
import { IconBeach, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { Resource } from "../../api/generated/api.schemas";
import { useBusiness } from "../../api/session";
import { spanText } from "../../lib/format";
import { EmptyState, ErrorState, LoadingRows } from "../../ui/States";
import { useTimeOff } from "../../ui/useTimeOff";
import classes from "./Exceptions.module.css";
import { TimeOffForm } from "./TimeOffForm";

interface TimeOffListProps {
  resource: Resource;
  zone: string;
  mayEdit: boolean;
}

/** When somebody is away, now or later. */
export function TimeOffList({ resource, zone, mayEdit }: TimeOffListProps) {
  const { locale } = useBusiness();
  const [isAdding, setAdding] = useState(false);
  const { entries, settle, remove } = useTimeOff(
    resource.id,
    `${resource.name} is there after all.`,
  );
  const add = mayEdit && (
    <Button variant="default" leftSection={<IconBeach size={16} />} onClick={() => setAdding(true)}>
      Enter time off
    </Button>
  );
  return (
    <Stack>
      {entries.isPending && <LoadingRows rows={3} />}
      {entries.isError && !entries.data && (
        <ErrorState error={entries.error} onRetry={entries.refetch} />
      )}
      {entries.data?.length === 0 && (
        <EmptyState title={`No time off is planned for ${resource.name}.`} action={add} />
      )}
      {!!entries.data?.length && (
        <>
          <ul className={classes.list}>
            {entries.data.map((each) => (
              <li key={each.id} className={classes.item}>
                <div>
                  <Text fw={550}>{each.reason || "Time off"}</Text>
                  <Text size="sm" c="dimmed">
                    {spanText(each.starts_at, each.ends_at, zone, locale)}
                  </Text>
                </div>
                {mayEdit && (
                  <ActionIcon
                    aria-label={`Take back ${each.reason || "time off"} from ${spanText(each.starts_at, each.ends_at, zone, locale)}`}
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
        <TimeOffForm
          resource={resource}
          zone={zone}
          onSaved={settle}
          onClose={() => setAdding(false)}
        />
      )}
    </Stack>
  );
}
