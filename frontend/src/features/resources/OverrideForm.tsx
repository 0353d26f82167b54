import { ActionIcon, Button, Group, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { setDateOverride } from "../../api/generated/api";
import type { DayWindow, Resource } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { freshResource } from "../../api/lists";
import { useBusiness } from "../../api/session";
import { dayText, zoneCity } from "../../lib/format";
import { addDays, dayOf, formatClock, isDay, parseClock, weekdayOf } from "../../lib/zones";
import { FormModal } from "../../ui/FormModal";
import { toast } from "../../ui/toast";
import { checkDay, USUAL_WINDOW } from "./dayWindows";
import { Clock } from "./HoursEditor";

interface OverrideFormProps {
  resource: Resource;
  zone: string;
  onSaved: () => void;
  onClose: () => void;
}

/** Other hours on one day, beginning with those of its weekday. */
export function OverrideForm({ resource, zone, onSaved, onClose }: OverrideFormProps) {
  const { locale } = useBusiness();
  const client = useQueryClient();
  const today = dayOf(Date.now(), zone);
  const [day, setDay] = useState(addDays(today, 1));
  const [windows, setWindows] = useState<DayWindow[]>(() => usualOf(resource, addDays(today, 1)));
  const wrong = checkDay(windows);
  const save = useMutation({
    mutationFn: async () => {
      const { version } = await freshResource(client, resource.id);
      return setDateOverride(resource.id, { on_day: day, windows }, ifMatch(version));
    },
    onSuccess: () => {
      onSaved();
      toast(`The hours of ${resource.name} on ${dayText(day, locale, "short")} are saved.`);
      onClose();
    },
  });
  const pickDay = (next: string) => {
    setDay(next);
    if (isDay(next)) setWindows(usualOf(resource, next));
  };
  const set = (at: number, change: Partial<DayWindow>) =>
    setWindows(windows.map((each, index) => (index === at ? { ...each, ...change } : each)));
  return (
    <FormModal
      title={`Other hours of ${resource.name}`}
      act="Save the day"
      isBusy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        if (isDay(day) && !wrong) save.mutate();
      }}
    >
      <TextInput
        type="date"
        label="Day"
        description={`By the calendar in ${zoneCity(zone)}.`}
        data-autofocus
        min={today}
        value={day}
        error={isDay(day) ? undefined : "Choose a day."}
        onChange={({ currentTarget }) => pickDay(currentTarget.value)}
      />
      <Switch
        label="Open on this day"
        checked={windows.length > 0}
        onChange={({ currentTarget }) => setWindows(currentTarget.checked ? [USUAL_WINDOW] : [])}
      />
      <Stack gap={6}>
        {windows.map((window, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a window is its place in the day
          <Group key={at} gap={6} wrap="nowrap">
            <Clock
              label={`Hours ${at + 1}, from`}
              value={window.opens}
              hasError={!!wrong}
              onChange={(opens) => set(at, { opens })}
            />
            <span aria-hidden="true">–</span>
            <Clock
              label={`Hours ${at + 1}, until`}
              value={window.closes}
              hasError={!!wrong}
              onChange={(closes) => set(at, { closes })}
            />
            {windows.length > 1 && (
              <ActionIcon
                aria-label={`Remove hours ${at + 1}`}
                onClick={() => setWindows(windows.toSpliced(at, 1))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </Group>
        ))}
      </Stack>
      {wrong && (
        <Text size="xs" c="var(--danger)" role="alert">
          {wrong} A night that ends on the next day is entered there from 0:00.
        </Text>
      )}
      {windows.length > 0 && windows.length < 10 && (
        <Button
          variant="subtle"
          size="compact-sm"
          w="fit-content"
          leftSection={<IconPlus size={15} />}
          onClick={() => setWindows([...windows, laterThan(windows)])}
        >
          More hours
        </Button>
      )}
    </FormModal>
  );
}

/** The hours of the day's weekday: what is changed from. */
function usualOf(resource: Resource, day: string): DayWindow[] {
  return resource.hours
    .filter(({ weekday }) => weekday === weekdayOf(day))
    .map(({ opens, closes }) => ({ opens, closes }));
}

function laterThan(windows: DayWindow[]): DayWindow {
  const last = Math.max(...windows.map(({ closes }) => parseClock(closes)));
  const opens = Math.min(last + 60, 23 * 60);
  return { opens: formatClock(opens), closes: formatClock(Math.min(opens + 60, 24 * 60)) };
}
