import { ActionIcon, Text } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import type { TimeOff } from "../../api/generated/api.schemas";
import { spanText } from "../../lib/format";
import classes from "./Day.module.css";

interface BlockedTimesProps {
  entries: TimeOff[];
  zone: string;
  locale: string;
  onRemove?: (entry: TimeOff) => void;
}

/** When one is away today, each to be taken back. */
export function BlockedTimes({ entries, zone, locale, onRemove }: BlockedTimesProps) {
  if (entries.length === 0) return null;
  return (
    <section>
      <h2 className={classes.title}>Blocked</h2>
      <ul className={classes.rows}>
        {entries.map((each) => {
          const when = spanText(each.starts_at, each.ends_at, zone, locale);
          return (
            <li key={each.id} className={classes.blocked}>
              <div>
                <Text fw={550}>{each.reason || "Time off"}</Text>
                <Text size="sm" c="dimmed">
                  {when}
                </Text>
              </div>
              {onRemove && (
                <ActionIcon
                  size="lg"
                  aria-label={`Take back ${each.reason || "time off"} from ${when}`}
                  onClick={() => onRemove(each)}
                >
                  <IconTrash size={18} />
                </ActionIcon>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
