import { UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconChevronDown } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import type { ActivityEntry } from "../../api/generated/api.schemas";
import { dayText, momentText, timeText } from "../../lib/format";
import { dayOf } from "../../lib/zones";
import { Face } from "../../ui/Face";
import classes from "./Activity.module.css";
import { EntryDetails } from "./EntryDetails";

interface EntryListProps {
  entries: ActivityEntry[];
  zone: string;
  locale: string;
  showsBusiness?: boolean;
}

/** What happened, day by day: a table where there is room, cards on a phone. */
export function EntryList(props: EntryListProps) {
  const isPhone = useMediaQuery("(max-width: 760px)", false, { getInitialValueInEffect: false });
  const days = byDay(props.entries, props.zone);
  return isPhone ? <Cards {...props} days={days} /> : <EntryTable {...props} days={days} />;
}

type Days = [day: string, entries: ActivityEntry[]][];

function byDay(entries: ActivityEntry[], zone: string): Days {
  const days = new Map<string, ActivityEntry[]>();
  for (const entry of entries) {
    const day = dayOf(entry.at, zone);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days];
}

function EntryTable({ days, zone, locale, showsBusiness }: EntryListProps & { days: Days }) {
  const columns = showsBusiness ? 4 : 3;
  return (
    <table className={classes.table}>
      <caption className="visually-hidden">What happened, newest first</caption>
      <thead>
        <tr>
          <th scope="col">Time</th>
          {showsBusiness && <th scope="col">Business</th>}
          <th scope="col">What happened</th>
          <th scope="col">
            <span className="visually-hidden">Details</span>
          </th>
        </tr>
      </thead>
      {days.map(([day, entries]) => (
        <tbody key={day}>
          <tr>
            <th scope="rowgroup" colSpan={columns} className={classes.day}>
              {dayText(day, locale, "full")}
            </th>
          </tr>
          {entries.map((entry) => (
            <Foldable key={entry.id} entry={entry}>
              {(fold) => (
                <>
                  <tr>
                    <td className={classes.time}>
                      <time dateTime={entry.at} title={momentText(entry.at, zone, locale)}>
                        {timeText(entry.at, zone, locale)}
                      </time>
                    </td>
                    {showsBusiness && (
                      <td className={classes.business}>{entry.tenant?.name ?? "The platform"}</td>
                    )}
                    <td>
                      <Sentence entry={entry} />
                    </td>
                    <td className={classes.foldCell}>{fold.button}</td>
                  </tr>
                  {fold.details && (
                    <tr id={fold.id}>
                      <td />
                      <td colSpan={columns - 1} className={classes.detailsCell}>
                        {fold.details}
                      </td>
                    </tr>
                  )}
                </>
              )}
            </Foldable>
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Cards({ days, zone, locale, showsBusiness }: EntryListProps & { days: Days }) {
  return days.map(([day, entries]) => (
    <section key={day} aria-label={dayText(day, locale, "full")}>
      <h2 className={classes.day}>{dayText(day, locale, "full")}</h2>
      <ul className={classes.cards}>
        {entries.map((entry) => (
          <Foldable key={entry.id} entry={entry}>
            {(fold) => (
              <li className={classes.card}>
                <Sentence entry={entry} />
                <div className={classes.cardFoot}>
                  <time dateTime={entry.at}>{timeText(entry.at, zone, locale)}</time>
                  {showsBusiness && <span>{entry.tenant?.name ?? "The platform"}</span>}
                  {fold.button}
                </div>
                {fold.details && <div id={fold.id}>{fold.details}</div>}
              </li>
            )}
          </Foldable>
        ))}
      </ul>
    </section>
  ));
}

/** The face and the sentence, in which whoever did it stands out. */
export function Sentence({ entry }: { entry: ActivityEntry }) {
  const { sentence, who, behind } = entry;
  const name = behind ?? who;
  const start = sentence.toLowerCase().startsWith(name.name.toLowerCase()) ? name.name.length : 0;
  return (
    <span className={classes.sentence}>
      <Face name={name.name} size={26} />
      <span>
        {start > 0 && <strong>{sentence.slice(0, start)}</strong>}
        {sentence.slice(start)}
      </span>
    </span>
  );
}

interface Fold {
  id: string;
  button: ReactNode;
  details: ReactNode;
}

interface FoldableProps {
  entry: ActivityEntry;
  children: (fold: Fold) => ReactNode;
}

function Foldable({ entry, children }: FoldableProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const button = (
    <UnstyledButton
      className={classes.fold}
      aria-expanded={isOpen}
      aria-controls={isOpen ? id : undefined}
      aria-label={`Details: ${entry.sentence}`}
      onClick={() => setOpen(!isOpen)}
    >
      Details <IconChevronDown size={15} aria-hidden="true" />
    </UnstyledButton>
  );
  return children({ id, button, details: isOpen && <EntryDetails entry={entry} /> });
}
