import type { Topic } from "../../api/generated/api.schemas";

/** What the topics of each noun are about, in the order of the screen. */
const GROUPS: readonly (readonly [label: string, nouns: readonly string[]])[] = [
  ["Appointments", ["appointment"]],
  ["Series and classes", ["series", "class"]],
  ["Customers", ["customer"]],
  ["Contracts", ["contract", "signer"]],
];

interface Group<T> {
  label: string;
  topics: T[];
}

const nounOf = (name: string) => name.split(".")[0] ?? "";

/** The topics by what they are about; what no group knows stands at the end. */
export function groupsOf(topics: readonly Topic[]): Group<Topic>[] {
  const known = new Set(GROUPS.flatMap(([, nouns]) => nouns));
  const groups = GROUPS.map(([label, nouns]) => ({
    label,
    topics: topics.filter(({ name }) => nouns.includes(nounOf(name))),
  }));
  const others = topics.filter(({ name }) => !known.has(nounOf(name)));
  return [...groups, { label: "Other", topics: others }].filter((group) => group.topics.length > 0);
}

/** "appointments (3), contracts (2)" */
export function topicsText(names: readonly string[]): string {
  return groupsOf(names.map((name) => ({ name, meaning: "" })))
    .map(({ label, topics }) => `${label.toLowerCase()} (${topics.length})`)
    .join(", ");
}
