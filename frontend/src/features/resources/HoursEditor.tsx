import { ActionIcon, Button, Group, Menu, Switch, Text, TextInput, Tooltip } from "@mantine/core";
import { IconCopy, IconPlus, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./HoursEditor.module.css";
import {
  addWindow,
  checkWeek,
  copyDay,
  DAY_NAMES,
  ENDS_TOO_EARLY,
  removeWindow,
  setWindow,
  splitNight,
  toggleDay,
  type Week,
} from "./weeklyHours";

interface HoursEditorProps {
  week: Week;
  isLocked?: boolean;
  /** What is said of days, by their place in the week. */
  said?: Record<number, ReactNode>;
  onChange: (week: Week) => void;
}

const ALL_DAYS = DAY_NAMES.map((_, weekday) => weekday);

/** When a person, a room or a thing is there, day by day of the week. */
export function HoursEditor({ week, isLocked, said = {}, onChange }: HoursEditorProps) {
  const errors = checkWeek(week);
  return (
    <section className={classes.grid} aria-label="Weekly hours">
      {DAY_NAMES.map((name, weekday) => {
        const windows = week[weekday] ?? [];
        return (
          <div key={name} className={classes.day}>
            <Switch
              label={name}
              checked={windows.length > 0}
              disabled={isLocked}
              onChange={() => onChange(toggleDay(week, weekday))}
            />
            <div className={classes.windows}>
              {windows.length === 0 && (
                <Text size="sm" c="dimmed" lh="30px">
                  Closed
                </Text>
              )}
              {windows.map((window, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a window is its place in the day
                <div key={at}>
                  <Group gap={6} wrap="nowrap">
                    <Clock
                      label={`${name}, from`}
                      value={window.opens}
                      isLocked={isLocked}
                      hasError={!!errors[`${weekday}.${at}`]}
                      onChange={(opens) => onChange(setWindow(week, weekday, at, { opens }))}
                    />
                    <span aria-hidden="true">–</span>
                    <Clock
                      label={`${name}, until`}
                      value={window.closes}
                      isLocked={isLocked}
                      hasError={!!errors[`${weekday}.${at}`]}
                      onChange={(closes) => onChange(setWindow(week, weekday, at, { closes }))}
                    />
                    {windows.length > 1 && !isLocked && (
                      <ActionIcon
                        aria-label={`Remove these hours of ${name}`}
                        onClick={() => onChange(removeWindow(week, weekday, at))}
                      >
                        <IconTrash size={16} />
                      </ActionIcon>
                    )}
                  </Group>
                  <WindowError
                    error={errors[`${weekday}.${at}`]}
                    nextDay={DAY_NAMES[(weekday + 1) % 7] ?? ""}
                    onSplit={() => onChange(splitNight(week, weekday, at))}
                  />
                </div>
              ))}
              {said[weekday] && (
                <Text size="xs" c="var(--danger)" role="alert">
                  {said[weekday]}
                </Text>
              )}
            </div>
            {!isLocked && (
              <DayTools weekday={weekday} name={name} week={week} onChange={onChange} />
            )}
          </div>
        );
      })}
    </section>
  );
}

interface WindowErrorProps {
  error: string | undefined;
  nextDay: string;
  onSplit: () => void;
}

function WindowError({ error, nextDay, onSplit }: WindowErrorProps) {
  if (!error) return null;
  return (
    <Group gap={8}>
      <Text size="xs" c="var(--danger)" role="alert">
        {error}
      </Text>
      {error === ENDS_TOO_EARLY && (
        <Button variant="subtle" size="compact-xs" onClick={onSplit}>
          It ends on {nextDay}
        </Button>
      )}
    </Group>
  );
}

interface ClockProps {
  label: string;
  value: string;
  isLocked?: boolean;
  hasError: boolean;
  onChange: (clock: string) => void;
}

/** A time by typing or the device's own picker. Midnight at the end of the day is 24:00. */
export function Clock({ label, value, isLocked, hasError, onChange }: ClockProps) {
  const isEnd = label.endsWith("until");
  return (
    <TextInput
      type="time"
      aria-label={label}
      size="xs"
      w={112}
      required
      disabled={isLocked}
      error={hasError}
      value={value === "24:00" ? "00:00" : value}
      onChange={({ currentTarget: { value: typed } }) => {
        if (typed) onChange(isEnd && typed === "00:00" ? "24:00" : typed);
      }}
    />
  );
}

interface DayToolsProps {
  weekday: number;
  name: string;
  week: Week;
  onChange: (week: Week) => void;
}

function DayTools({ weekday, name, week, onChange }: DayToolsProps) {
  const others = ALL_DAYS.filter((day) => day !== weekday);
  const copies: [string, number[]][] = [
    ["Every other day", others],
    ["Monday to Friday", others.filter((day) => day < 5)],
    ...others.map((day): [string, number[]] => [DAY_NAMES[day] ?? "", [day]]),
  ];
  return (
    <Group gap={2} wrap="nowrap" className={classes.tools}>
      <Tooltip label="More hours on this day">
        <ActionIcon
          aria-label={`Add hours on ${name}`}
          onClick={() => onChange(addWindow(week, weekday))}
        >
          <IconPlus size={16} />
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconCopy size={15} aria-hidden="true" />}
            aria-label={`Copy ${name} to other days`}
          >
            Copy
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Copy {name} to</Menu.Label>
          {copies.map(([label, days]) => (
            <Menu.Item key={label} onClick={() => onChange(copyDay(week, weekday, days))}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
