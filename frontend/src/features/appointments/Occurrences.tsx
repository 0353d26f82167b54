import { Alert, Checkbox, Text } from "@mantine/core";
import { IconAlertTriangle, IconRepeat } from "@tabler/icons-react";
import type { Occurrence } from "../../api/generated/api.schemas";
import { countText, momentText } from "../../lib/format";
import classes from "./Occurrences.module.css";

interface OccurrencesProps {
  items: Occurrence[];
  /** "booked", "moved" */
  verb: string;
  zone: string;
  locale: string;
  skips: boolean;
  onSkip: (skips: boolean) => void;
}

/** How many of a series fit, and which do not and why; whoever acts says what becomes of those. */
export function Occurrences({ items, verb, zone, locale, skips, onSkip }: OccurrencesProps) {
  const clashing = items.filter(({ problem }) => problem);
  const fitting = items.length - clashing.length;
  const last = items.at(-1);
  if (clashing.length === 0) {
    return (
      <Text size="sm" className={classes.fine} role="status">
        <IconRepeat size={16} aria-hidden="true" />
        {items.length} appointments, all free
        {last && `, the last on ${momentText(last.starts_at, zone, locale)}`}.
      </Text>
    );
  }
  return (
    <Alert
      color="yellow"
      role="status"
      icon={<IconAlertTriangle size={18} />}
      title={`${clashing.length} of ${items.length} appointments cannot be ${verb}`}
    >
      <ul className={classes.list}>
        {clashing.map(({ starts_at, problem }) => (
          <li key={starts_at}>
            <strong>{momentText(starts_at, zone, locale)}</strong> {problem}
          </li>
        ))}
      </ul>
      {fitting > 0 && (
        <Checkbox
          mt="sm"
          label={`Leave these out: only the other ${fitting === 1 ? "one is" : `${fitting} are`} ${verb}`}
          checked={skips}
          onChange={(event) => onSkip(event.currentTarget.checked)}
        />
      )}
    </Alert>
  );
}

/** What there is to do: nothing while some clash and nobody said to leave them out. */
export function countToDo(items: Occurrence[] | undefined, skips: boolean): number {
  const fitting = items?.filter(({ problem }) => !problem).length ?? 0;
  return items && (skips || fitting === items.length) ? fitting : 0;
}

/** What a press does to so many of them; one that cannot be made counts none. */
export function manyText(act: string, count: number): string {
  return count > 0 ? `${act} ${countText(count, "appointment")}` : `${act} appointments`;
}
