import { datedMomentText } from "../../lib/format";
import type { Words } from "../../ui/speech/words";

/** A moment in the business's zone, and where the reader is too if that is another. */
export function bothZones(
  moment: string,
  zone: string,
  locale: string,
  { say, localeFor }: Pick<Words, "say" | "localeFor">,
  own = ownZone(),
): string {
  const there = whole(moment, zone, localeFor(locale));
  const here = whole(moment, own, localeFor(locale));
  return there === here ? there : say("{there} ({here} where you are)", { there, here });
}

/** The zone never stands alone on the next line. */
export function whole(moment: string, zone: string, locale: string): string {
  return datedMomentText(moment, zone, locale).replace(/ (?=\S+$)/, "\u00a0");
}

function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** "Ana", "Ana and Ben", "Ana, Ben and Cleo" */
export function namesText(names: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(names);
}
