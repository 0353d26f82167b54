import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogueOf, LANGUAGES, type Language, spoken } from "./languages";
import { wordsIn } from "./words";

const SOURCES = ["src/features/signing", "src/ui/light", "src/ui/document", "src/api"];

function sourceIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceIn(path);
    return /(?<!\.test)\.tsx?$/.test(path) ? [readFileSync(path, "utf8")] : [];
  });
}

const partsOf = (sentence: string) => (sentence.match(/\{\w+\}/g) ?? []).toSorted();
const others = LANGUAGES.filter((each) => each !== "en");
const sentencesOf = async (language: Language) => Object.keys((await catalogueOf(language)) ?? {});

describe("the catalogues", () => {
  it.each(others)("%s says every sentence, with the same parts in it", async (language) => {
    const found: Record<string, string> = { ...(await catalogueOf(language)) };
    expect(Object.keys(found)).toEqual(await sentencesOf("de"));
    for (const [sentence, said] of Object.entries(found)) {
      expect(said.trim(), sentence).not.toBe("");
      expect(partsOf(said), sentence).toEqual(partsOf(sentence));
    }
  });

  it("hold what the pages say, and nothing that no page and no refusal says", async () => {
    const source = SOURCES.flatMap(sourceIn).join("\n");
    const known = await sentencesOf("de");
    const calls = [...source.matchAll(/\bsay\(\s*"([^"]+)"/g)].map(([, sentence]) => sentence);
    expect(calls.length).toBeGreaterThan(100);
    expect(calls.filter((sentence) => !known.includes(sentence ?? ""))).toEqual([]);

    const quoted = known.filter((sentence) => !source.includes(`"${sentence}"`));
    expect(quoted.toSorted()).toEqual(SERVER.toSorted());
  });
});

/** Of a code with several sentences; `tests/contracts/rules/test_signing_words.py` knows them too. */
const SERVER = [
  "Several codes were mailed already. Please look there, or wait an hour.",
  "You have attached many files already.",
  "You have tried many signatures. Please use one of them.",
  "This picture is too large. Please choose one below 3 MB and 12 megapixels.",
  "This is no PNG or JPEG picture that can be read.",
  "There is almost nothing on it. Please sign with a longer stroke.",
  "This picture is one solid area. Please use dark ink on white or clear ground.",
];

describe("the language", () => {
  it("is the first that is spoken here, whatever the country", () => {
    expect(spoken([null, "tr-TR", "de_AT", "fr"])).toBe("de");
    expect(spoken(["ja"])).toBeNull();
  });

  it("writes moments as the business does, where both speak the same", () => {
    const words = wordsIn("de", null);
    expect([words.localeFor("de-AT"), words.localeFor("en-US")]).toEqual(["de-AT", "de"]);
  });

  it("leaves what it does not know in the server's own words", async () => {
    const { sayAny } = wordsIn("de", await catalogueOf("de"));
    expect(sayAny("Until {moment}", { moment: "morgen" })).toBe("Bis morgen");
    expect(sayAny("Something new.")).toBe("Something new.");
  });
});
