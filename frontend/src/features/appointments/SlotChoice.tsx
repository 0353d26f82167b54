import { ActionIcon, Group, Loader, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Slot } from "../../api/generated/api.schemas";
import { dayText, timeText, zoneText } from "../../lib/format";
import { addDays, dayOf } from "../../lib/zones";
import { DayPicker } from "../../ui/DayPicker";
import { ErrorState } from "../../ui/States";
import { ExactTime } from "./ExactTime";
import { slotsQuery, type WantedSlots } from "./queries";
import classes from "./SlotChoice.module.css";

interface SlotChoiceProps {
  wanted: WantedSlots;
  locale: string;
  selected: string | null;
  onDay: (day: string) => void;
  onSelect: (slot: Slot) => void;
  /** A time of one's own, which may be taken. */
  onExact: (startsAt: string) => void;
  error?: string;
}

/** A day and its free times, as buttons. */
export function SlotChoice(props: SlotChoiceProps) {
  const { wanted, locale, selected, onDay, onSelect, onExact, error } = props;
  const { day, zone } = wanted;
  const slots = useQuery(slotsQuery(wanted));
  const today = dayOf(Date.now(), zone);
  return (
    <fieldset className={classes.choice}>
      <legend className={classes.legend}>Time</legend>
      <Group justify="space-between" wrap="nowrap">
        <DayPicker day={day} today={today} onChange={onDay}>
          <Text fw={550} size="sm">
            {dayText(day, locale, "long")}
          </Text>
        </DayPicker>
        <Group gap={2} wrap="nowrap">
          <ActionIcon aria-label="Day before" onClick={() => onDay(addDays(day, -1))}>
            <IconChevronLeft size={18} />
          </ActionIcon>
          <ActionIcon aria-label="Day after" onClick={() => onDay(addDays(day, 1))}>
            <IconChevronRight size={18} />
          </ActionIcon>
        </Group>
      </Group>
      {slots.isError ? (
        <ErrorState error={slots.error} onRetry={slots.refetch} />
      ) : slots.isPending ? (
        <Stack align="center" p="md">
          {wanted.serviceId ? <Loader size="sm" aria-label="Looking for free times" /> : null}
          {!wanted.serviceId && (
            <Text size="sm" c="dimmed">
              Choose a service to see free times.
            </Text>
          )}
        </Stack>
      ) : slots.data.items.length === 0 ? (
        <Text size="sm" c="dimmed" role="status">
          Nothing is free on this day.
        </Text>
      ) : (
        <div className={classes.times}>
          {slots.data.items.map((slot) => (
            <UnstyledButton
              key={slot.starts_at}
              className={classes.time}
              aria-pressed={slot.starts_at === selected}
              onClick={() => onSelect(slot)}
            >
              {timeText(slot.starts_at, zone, locale)}
              <small>
                {zoneText(slot.starts_at, zone, locale)}
                {slot.seats_left !== null && ` · ${slot.seats_left} left`}
              </small>
            </UnstyledButton>
          ))}
        </div>
      )}
      {wanted.serviceId && (
        <ExactTime key={day} {...{ day, zone, locale, selected }} onSelect={onExact} />
      )}
      {error && (
        <Text size="xs" c="var(--danger)" role="alert">
          {error}
        </Text>
      )}
    </fieldset>
  );
}
