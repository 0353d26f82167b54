import { ActionIcon, Button, Group, Loader, SegmentedControl, Tooltip } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import {
  IconChevronLeft,
  IconChevronRight,
  IconLayoutList,
  IconTimeline,
  IconZoomIn,
  IconZoomOut,
} from "@tabler/icons-react";
import { useEffect } from "react";
import type { Location, Resource } from "../../api/generated/api.schemas";
import { dayText, zoneCity } from "../../lib/format";
import { dayOf } from "../../lib/zones";
import { DayPicker } from "../../ui/DayPicker";
import classes from "./Schedule.module.css";
import { ScheduleFilters } from "./ScheduleFilters";
import type { ScheduleAddress } from "./useScheduleAddress";

interface ToolbarProps {
  address: ScheduleAddress;
  zone: string;
  locale: string;
  locations: Location[];
  resources: Resource[];
  isFetching: boolean;
  isPhone: boolean;
  count: number;
}

/** The days that are shown; their year only when it is not the one we are in. */
function titleOf({ days }: ScheduleAddress, today: string, locale: string): string {
  const [first = "", last = first] = [days[0], days.at(-1)];
  const isThisYear =
    first.slice(0, 4) === today.slice(0, 4) && last.slice(0, 4) === today.slice(0, 4);
  if (first === last) return dayText(first, locale, isThisYear ? "long" : "full");
  const style = isThisYear ? "dayMonth" : "date";
  return `${dayText(first, locale, style)} – ${dayText(last, locale, style)}`;
}

export function ScheduleToolbar(props: ToolbarProps) {
  const { address, zone, locale, locations, resources, isFetching, isPhone, count } = props;
  const today = dayOf(Date.now(), zone);
  const title = titleOf(address, today, locale);
  useEffect(() => {
    document.title = `${title} · Schedule`;
  }, [title]);
  useHotkeys([
    ["t", () => address.set({ day: null })],
    ["j", () => address.step(1)],
    ["k", () => address.step(-1)],
  ]);
  return (
    <header className={classes.toolbar}>
      <Group gap={4} wrap="nowrap">
        <Button
          variant="default"
          size="xs"
          onClick={() => address.set({ day: null })}
          aria-current={address.days.includes(today) ? "date" : undefined}
        >
          Today
        </Button>
        <ActionIcon aria-label="Earlier" onClick={() => address.step(-1)}>
          <IconChevronLeft size={18} />
        </ActionIcon>
        <ActionIcon aria-label="Later" onClick={() => address.step(1)}>
          <IconChevronRight size={18} />
        </ActionIcon>
        <DayPicker day={address.day} today={today} onChange={(day) => address.set({ day })}>
          <h1 className={classes.title}>{title}</h1>
        </DayPicker>
        <span className={classes.zone} title={zone}>
          {zoneCity(zone)} time
        </span>
        <span className={classes.busy}>
          {isFetching && <Loader size={14} aria-label="Loading" />}
        </span>
      </Group>
      <Group gap={8} className={classes.filters}>
        <span className={classes.count}>
          {count} {count === 1 ? "appointment" : "appointments"}
        </span>
        <ScheduleFilters
          address={address}
          locations={locations}
          resources={resources}
          isPhone={isPhone}
        />
        <SegmentedControl
          className={`${classes.first} ${classes.days}`}
          size="xs"
          aria-label="Days shown"
          value={address.view}
          onChange={(view) => address.set({ view })}
          data={[
            { value: "day", label: "Day" },
            { value: "3days", label: "3 days" },
            { value: "week", label: "Week" },
          ]}
        />
        {!isPhone && !address.isAgenda && address.dayCount > 1 && <Zoom address={address} />}
        <Tooltip label={address.isAgenda ? "Timeline" : "Agenda"}>
          <ActionIcon
            className={classes.first}
            variant="default"
            size={30}
            aria-label={address.isAgenda ? "Show as timeline" : "Show as agenda"}
            onClick={() => address.set({ show: address.isAgenda ? "timeline" : "agenda" })}
          >
            {address.isAgenda ? <IconTimeline size={17} /> : <IconLayoutList size={17} />}
          </ActionIcon>
        </Tooltip>
      </Group>
    </header>
  );
}

/** All days in the width there is, or hours wide enough to read in. */
function Zoom({ address: { isWide, set } }: Pick<ToolbarProps, "address">) {
  const label = isWide ? "Fit all days" : "Zoom in";
  const toggle = () => set({ zoom: isWide ? null : "wide" });
  useHotkeys([["z", toggle]]);
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size={30} aria-label={label} onClick={toggle}>
        {isWide ? <IconZoomOut size={17} /> : <IconZoomIn size={17} />}
      </ActionIcon>
    </Tooltip>
  );
}
