import { useDebouncedValue } from "@mantine/hooks";

const TYPING_MS = 200;
/** The API takes no longer search. */
const MOST = 100;

/** What is searched for, by what is typed: once somebody stops for a moment. */
export function useSearched(text: string): string {
  const [searched] = useDebouncedValue(text.trim().slice(0, MOST), TYPING_MS);
  return searched;
}
