import { ActionIcon, Badge, Box, Button, Drawer, Group, Stack, Tabs, Text } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Resource } from "../../api/generated/api.schemas";
import { locationsQuery } from "../../api/lists";
import { useBusiness, useMe } from "../../api/session";
import { durationText, zoneCity } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { Begun, hasUnsaved } from "../../ui/Begun";
import { useClosing } from "../../ui/useClosing";
import { DayOverrides } from "./DayOverrides";
import { LastDeparture } from "./LastDeparture";
import { OtherCalendars } from "./OtherCalendars";
import { ResourceForm } from "./ResourceForm";
import { TimeOffList } from "./TimeOffList";
import { WeekForm } from "./WeekForm";
import { openMinutes, weekOf } from "./weeklyHours";

const TITLES: Record<Resource["kind"], string> = {
  staff: "Person",
  room: "Room",
  equipment: "Equipment",
};

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
      <Drawer opened={!!resource} {...sheet} size={620} title={resource && TITLES[resource.kind]}>
        {resource && <Facts key={resource.id} {...props} resource={resource} />}
      </Drawer>
      {question}
    </>
  );
}

interface FactsProps {
  resource: Resource;
  mayEdit: boolean;
}

type AllFactsProps = FactsProps & Pick<ResourceDrawerProps, "linksOf" | "onDelete">;

function Facts({ resource, mayEdit, linksOf, onDelete }: AllFactsProps) {
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
      <Tabs defaultValue="week" keepMounted={false} keepMountedMode="display-none">
        <Tabs.List mb="md" className="scroll-sideways">
          <Tabs.Tab value="week">Weekly hours</Tabs.Tab>
          <Tabs.Tab value="days">Single days</Tabs.Tab>
          <Tabs.Tab value="off">Time off</Tabs.Tab>
          <Tabs.Tab value="elsewhere">Other calendars</Tabs.Tab>
        </Tabs.List>
        {/* What is not saved of it stays, and is still asked about, while another is looked at. */}
        <Tabs.Panel value="week" keepMounted>
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
