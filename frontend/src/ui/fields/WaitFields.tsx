import { NumberInput, Select, SimpleGrid, TextInput } from "@mantine/core";
import { TIMES_OF_DAY } from "../../lib/timesOfDay";

/** Which times suit somebody who waits; days are ISO, `staff` is empty for anyone. */
export interface WaitWish {
  staff: string;
  from_day: string;
  until_day: string;
  time: string;
  party_size: number;
}

interface WaitFieldsProps {
  wish: WaitWish;
  /** The first day that can be chosen. */
  today: string;
  staff: { id: string; name: string }[];
  /** Of a class; whoever wants no class is one person. */
  capacity: number | null | undefined;
  errors: Record<string, string>;
  onChange: (change: Partial<WaitWish>) => void;
}

/** On which days, at what time, with whom and for how many somebody waits. */
export function WaitFields({ wish, today, staff, capacity, errors, onChange }: WaitFieldsProps) {
  return (
    <>
      <SimpleGrid cols={2}>
        <TextInput
          label="From"
          type="date"
          min={today}
          value={wish.from_day}
          error={errors.from_day}
          onChange={(event) => onChange({ from_day: event.currentTarget.value })}
        />
        <TextInput
          label="Until"
          type="date"
          min={wish.from_day}
          value={wish.until_day}
          error={errors.until_day}
          onChange={(event) => onChange({ until_day: event.currentTarget.value })}
        />
      </SimpleGrid>
      <Select
        label="Time of day"
        allowDeselect={false}
        data={Object.entries(TIMES_OF_DAY).map(([value, { label }]) => ({ value, label }))}
        value={wish.time}
        onChange={(time) => onChange({ time: time ?? "any" })}
      />
      {staff.length > 0 && (
        <Select
          label="With"
          placeholder="Anyone"
          clearable
          data={staff.map(({ id, name }) => ({ value: id, label: name }))}
          value={wish.staff || null}
          error={errors.resource_id}
          onChange={(id) => onChange({ staff: id ?? "" })}
        />
      )}
      {capacity && (
        <NumberInput
          label="Seats"
          min={1}
          max={capacity}
          allowDecimal={false}
          value={wish.party_size}
          onChange={(size) => onChange({ party_size: Number(size) || 1 })}
        />
      )}
    </>
  );
}

/** What is missing of the days, by field. */
export function daysMissing(wish: Pick<WaitWish, "from_day" | "until_day">) {
  const errors: Record<string, string> = {};
  if (!wish.from_day) errors.from_day = "Choose a day.";
  if (!wish.until_day || wish.until_day < wish.from_day) {
    errors.until_day = "Choose this day or a later one.";
  }
  return errors;
}
