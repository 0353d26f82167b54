import { Alert, Badge, Button, Drawer, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconPencil } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { setResourceHours } from "../../api/generated/api";
import type { Resource } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { locationsQuery } from "../../api/lists";
import { messageOf } from "../../api/problem";
import { useBusiness } from "../../api/session";
import { durationText, zoneCity } from "../../lib/format";
import { toast } from "../../ui/toast";
import { HoursEditor } from "./HoursEditor";
import { ResourceForm } from "./ResourceForm";
import { checkWeek, hoursOf, openMinutes, weekOf } from "./weeklyHours";

interface ResourceDrawerProps {
  resource: Resource | null;
  mayEdit: boolean;
  onClose: () => void;
}

export function ResourceDrawer({ resource, mayEdit, onClose }: ResourceDrawerProps) {
  return (
    <Drawer opened={!!resource} onClose={onClose} size={620} title="Weekly hours">
      {resource && (
        <HoursForm
          key={`${resource.id} ${resource.version}`}
          resource={resource}
          mayEdit={mayEdit}
        />
      )}
    </Drawer>
  );
}

function HoursForm({ resource, mayEdit }: { resource: Resource; mayEdit: boolean }) {
  const { zone: businessZone } = useBusiness();
  const client = useQueryClient();
  const location = useQuery(locationsQuery).data?.find(({ id }) => id === resource.location_id);
  const [week, setWeek] = useState(() => weekOf(resource.hours));
  const [isEditing, setEditing] = useState(false);
  const isChanged =
    JSON.stringify(hoursOf(week)) !== JSON.stringify(hoursOf(weekOf(resource.hours)));
  const isWrong = Object.keys(checkWeek(week)).length > 0;
  const save = useMutation({
    mutationFn: () =>
      setResourceHours(resource.id, { hours: hoursOf(week) }, ifMatch(resource.version)),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: keys.resources.all });
      client.invalidateQueries({ queryKey: keys.slots.all });
      toast(`The hours of ${resource.name} are saved.`);
    },
  });
  return (
    <Stack>
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text component="h2" fz="xl" fw={620} lh={1.3}>
            {resource.name}
          </Text>
          <Text size="sm" c="dimmed">
            {location?.name}, times in {zoneCity(location?.time_zone ?? businessZone)} ·{" "}
            {durationText(openMinutes(week))} a week
          </Text>
        </div>
        {!resource.is_active && <Badge color="gray">Off</Badge>}
        {mayEdit && (
          <Button
            variant="default"
            flex="none"
            leftSection={<IconPencil size={16} />}
            onClick={() => setEditing(true)}
          >
            Edit
          </Button>
        )}
      </Group>
      {save.isError && (
        <Alert
          color="red"
          role="alert"
          icon={<IconAlertTriangle size={18} />}
          title={messageOf(save.error)}
        />
      )}
      <HoursEditor week={week} isLocked={!mayEdit} onChange={setWeek} />
      {mayEdit && (
        <Group justify="flex-end">
          <Button
            variant="default"
            disabled={!isChanged}
            onClick={() => setWeek(weekOf(resource.hours))}
          >
            Discard
          </Button>
          <Button
            disabled={!isChanged || isWrong}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            Save hours
          </Button>
        </Group>
      )}
      {isEditing && (
        <ResourceForm kind={resource.kind} resource={resource} onClose={() => setEditing(false)} />
      )}
    </Stack>
  );
}
