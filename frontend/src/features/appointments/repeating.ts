import { dayText } from "../../lib/format";
import { dayOf } from "../../lib/zones";

export type Every = "day" | "weekday" | "week" | "2weeks" | "4weeks" | "month";

export interface Repetition {
  every: Every;
  ends: "count" | "day" | "never";
  count: number;
  /** The last day, included. */
  until: string;
}

const RULES: Record<Every, string> = {
  day: "FREQ=DAILY",
  weekday: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
  week: "FREQ=WEEKLY",
  "2weeks": "FREQ=WEEKLY;INTERVAL=2",
  "4weeks": "FREQ=WEEKLY;INTERVAL=4",
  month: "FREQ=MONTHLY",
};

const WORDS: Record<Every, string> = {
  day: "Every day",
  weekday: "Every weekday",
  week: "Every week",
  "2weeks": "Every 2 weeks",
  "4weeks": "Every 4 weeks",
  month: "Every month",
};

export const CHOICES = (Object.keys(WORDS) as Every[]).map((value) => ({
  value,
  label: WORDS[value],
}));

/** The value of an RRULE. The wall clock that it is followed on is the place's own. */
export function ruleOf({ every, ends, count, until }: Repetition): string {
  if (ends === "count") return `${RULES[every]};COUNT=${count}`;
  if (ends === "day") return `${RULES[every]};UNTIL=${until.replaceAll("-", "")}T235959`;
  return RULES[every];
}

/** "Every 2 weeks"; how often, the times themselves tell. A rule that no screen of ours made is only called one. */
export function wordsOf(rule: string, locale: string): string {
  const core = rule
    .split(";")
    .filter((part) => !/^(COUNT|UNTIL)=/.test(part))
    .join(";");
  const known = (Object.keys(RULES) as Every[]).find((every) => RULES[every] === core);
  const start = known ? WORDS[known] : "By a rule of its own";
  const until = rule.match(/UNTIL=(\d{4})(\d{2})(\d{2})/);
  if (until) return `${start} until ${dayText(until.slice(1).join("-"), locale, "date")}`;
  return start;
}

export function weeklyFrom(startsAt: string, zone: string): Repetition {
  return { every: "week", ends: "count", count: 10, until: dayOf(startsAt, zone) };
}
