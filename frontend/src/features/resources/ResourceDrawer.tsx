import { ActionIcon, Badge, Box, Button, Drawer, Group, Stack, Tabs, Text } from "@mantine/core";
import { IconCopy, IconPencil, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { setResourceHours } from "../../api/generated/api";
import type { Resource } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { locationsQuery } from "../../api/lists";
import { useSeenVersion } from "../../api/seenVersion";
import { useBusiness, useMe } from "../../api/session";
import { durationText, zoneCity } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { Begun, hasUnsaved, useTyped } from "../../ui/Begun";
import { Refusal } from "../../ui/Refusal";
import { toast } from "../../ui/toast";
import { useClosing } from "../../ui/useClosing";
import { CopyWeek } from "./CopyWeek";
import { DayOverrides } from "./DayOverrides";
import { HoursEditor } from "./HoursEditor";
import { LastDeparture } from "./LastDeparture";
import { OtherCalendars } from "./OtherCalendars";
import { ResourceForm } from "./ResourceForm";
import { TimeOffList } from "./TimeOffList";
import { checkWeek, hoursOf, openMinutes, type Week, weekOf } from "./weeklyHours";

interface ResourceDrawerProps {
  resource: Resource | null;
  mayEdit: boolean;
  linksOf: (resourceId: string) => ReactNode;
  onDelete: (resource: Resource) => void;
  onClose: () => void;
}

export function ResourceDrawer(props: ResourceDrawerProps) {
  const { resource, onClose } = props;
  const { sheet, question } = useClosing(onClose, hasUnsaved);
  return (
    <>
      <Drawer opened={!!resource} {...sheet} size={620} title="Hours">
        {resource && <Hours key={resource.id} {...props} resource={resource} />}
      </Drawer>
      {question}
    </>
  );
}

interface HoursProps {
  resource: Resource;
  mayEdit: boolean;
}

type AllHoursProps = HoursProps & Pick<ResourceDrawerProps, "linksOf" | "onDelete">;

function Hours({ resource, mayEdit, linksOf, onDelete }: AllHoursProps) {
  const me = useMe();
  const { zone: businessZone } = useBusiness();
  const location = useQuery(locationsQuery).data?.find(({ id }) => id === resource.location_id);
  const [isEditing, setEditing] = useState(false);
  const zone = location?.time_zone ?? businessZone;
  const isOwn = me.user.resource_id === resource.id;
  const mayTakeOff = mayEdit || (isOwn && may(me, MAY.takeTimeOff));
  return (
    <Stack>
      <Group justify="space-between" wrap="nowrap">
        <Box miw={0}>
          <Text component="h2" fz="xl" fw={620} lh={1.3}>
            {resource.name}
          </Text>
          <Text size="sm" c="dimmed">
            {location?.name}, times in {zoneCity(zone)} ·{" "}
            {durationText(openMinutes(weekOf(resource.hours)))} a week
          </Text>
        </Box>
        {!resource.is_active && <Badge color="gray">Off</Badge>}
        {mayEdit && (
          <Group gap={6} wrap="nowrap" flex="none">
            <Button
              variant="default"
              leftSection={<IconPencil size={16} />}
              onClick={() => setEditing(true)}
            >
              Edit
            </Button>
            <ActionIcon
              variant="subtle"
              color="red"
              size={36}
              aria-label={`Delete ${resource.name}`}
              onClick={() => onDelete(resource)}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </Group>
        )}
      </Group>
      {mayEdit && <LastDeparture resource={resource} zone={zone} />}
      <Tabs defaultValue="week" keepMounted={false}>
        <Tabs.List mb="md" className="scroll-sideways">
          <Tabs.Tab value="week">Weekly hours</Tabs.Tab>
          <Tabs.Tab value="days">Single days</Tabs.Tab>
          <Tabs.Tab value="off">Time off</Tabs.Tab>
          <Tabs.Tab value="elsewhere">Other calendars</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="week">
          <Begun now={resource}>{(begun) => <WeekForm resource={begun} mayEdit={mayEdit} />}</Begun>
        </Tabs.Panel>
        <Tabs.Panel value="days">
          <DayOverrides resource={resource} zone={zone} mayEdit={mayEdit} />
        </Tabs.Panel>
        <Tabs.Panel value="off">
          <TimeOffList resource={resource} zone={zone} mayEdit={mayTakeOff} />
        </Tabs.Panel>
        <Tabs.Panel value="elsewhere">
          <OtherCalendars
            resource={resource}
            mayEdit={mayTakeOff}
            links={(isOwn || may(me, MAY.viewAllCalendars)) && linksOf(resource.id)}
          />
        </Tabs.Panel>
      </Tabs>
      {isEditing && (
        <ResourceForm kind={resource.kind} resource={resource} onClose={() => setEditing(false)} />
      )}
    </Stack>
  );
}

function WeekForm({ resource, mayEdit }: HoursProps) {
  const client = useQueryClient();
  const [saved, setSaved] = useState(() => weekOf(resource.hours));
  const [week, setWeek] = useState(saved);
  const [isCopying, setCopying] = useState(false);
  const { ifSeen, keep } = useSeenVersion(resource.version);
  const isChanged = JSON.stringify(hoursOf(week)) !== JSON.stringify(hoursOf(saved));
  const isWrong = Object.keys(checkWeek(week)).length > 0;
  const save = useMutation({
    mutationFn: (sent: Week) => setResourceHours(resource.id, { hours: hoursOf(sent) }, ifSeen()),
    onSuccess: async (changed, sent) => {
      keep(changed);
      client.invalidateQueries({ queryKey: keys.hours.all });
      client.invalidateQueries({ queryKey: keys.slots.all });
      toast(`The hours of ${resource.name} are saved.`);
      await client.invalidateQueries({ queryKey: keys.resources.all });
      setSaved(sent);
    },
    onError: () => client.invalidateQueries({ queryKey: keys.resources.all }),
  });
  useTyped(isChanged);
  return (
    <Stack>
      {save.isError && <Refusal error={save.error} />}
      <HoursEditor week={week} isLocked={!mayEdit} onChange={setWeek} />
      {mayEdit && (
        <Group justify="flex-end">
          <Button
            variant="subtle"
            mr="auto"
            disabled={isChanged}
            leftSection={<IconCopy size={16} />}
            onClick={() => setCopying(true)}
          >
            Copy week
          </Button>
          <Button variant="default" disabled={!isChanged} onClick={() => setWeek(saved)}>
            Discard
          </Button>
          <Button
            disabled={!isChanged || isWrong}
            loading={save.isPending}
            onClick={() => save.mutate(week)}
          >
            Save hours
          </Button>
        </Group>
      )}
      {isCopying && <CopyWeek resource={resource} onClose={() => setCopying(false)} />}
    </Stack>
  );
}
