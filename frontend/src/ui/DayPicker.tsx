import { Popover, UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useBusiness } from "../api/session";
import classes from "./DayPicker.module.css";
import { MonthCalendar } from "./light/MonthCalendar";

interface DayPickerProps {
  day: string;
  today: string;
  onChange: (day: string) => void;
  children: ReactNode;
}

/** A month that drops down from what it is given; the same month as on the booking page. */
export function DayPicker({ day, today, onChange, children }: DayPickerProps) {
  const { locale } = useBusiness();
  const [isOpen, setOpen] = useState(false);
  const [month, setMonth] = useState(day.slice(0, 7));
  const open = () => {
    setMonth(day.slice(0, 7));
    setOpen(true);
  };
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      trapFocus
      shadow="md"
      radius="lg"
      position="bottom-start"
      // As a property: without it the month would be as wide as its table may become.
      width={316}
    >
      <Popover.Target>
        <UnstyledButton className={classes.target} onClick={open} aria-haspopup="dialog">
          {children}
          <IconChevronDown size={15} aria-hidden="true" />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="Choose a day">
        <MonthCalendar
          month={month}
          selected={day}
          today={today}
          locale={locale}
          allowsPast
          onMonth={setMonth}
          onSelect={(next) => {
            setOpen(false);
            onChange(next);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
