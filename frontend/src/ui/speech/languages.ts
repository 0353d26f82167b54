import type german from "./de.json";

/** The English sentence itself is what it is looked up by. */
export type Sentence = keyof typeof german;
export type Catalogue = Readonly<Record<Sentence, string>>;

/** Those of the consent, with how they are written. English needs no catalogue. */
const LOADS = {
  de: () => import("./de.json"),
  fr: () => import("./fr.json"),
  es: () => import("./es.json"),
  it: () => import("./it.json"),
  nl: () => import("./nl.json"),
  pt: () => import("./pt.json"),
} satisfies Record<string, () => Promise<{ default: Catalogue }>>;

export type Language = "en" | keyof typeof LOADS;
export const LANGUAGES: readonly Language[] = [
  "en",
  ...(Object.keys(LOADS) as (keyof typeof LOADS)[]),
];
export const DIRECTIONS: Readonly<Record<Language, "ltr" | "rtl">> = {
  en: "ltr",
  de: "ltr",
  fr: "ltr",
  es: "ltr",
  it: "ltr",
  nl: "ltr",
  pt: "ltr",
};

/** The language's sentences; null for English, and where they could not be fetched. */
export async function catalogueOf(language: Language): Promise<Catalogue | null> {
  if (language === "en") return null;
  return LOADS[language]().then(
    ({ default: found }) => found,
    () => null,
  );
}

/** The first of these locales ("de-AT") whose language is spoken here. */
export function spoken(locales: readonly (string | null | undefined)[]): Language | null {
  for (const locale of locales) {
    const wanted = locale?.replace("_", "-").split("-")[0]?.toLowerCase();
    const found = LANGUAGES.find((each) => each === wanted);
    if (found) return found;
  }
  return null;
}

/** A language by its own name. */
export function nameOf(language: string): string {
  const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
