import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ProblemError } from "../../api/problem";
import { catalogueOf, LANGUAGES, type Language, spoken } from "./languages";
import { messageIn } from "./problems";
import { wordsIn } from "./words";

const SOURCES = [
  "src/features/signing",
  "src/features/verify",
  "src/ui/light",
  "src/ui/document",
  "src/ui/speech",
  "src/api",
];

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

  it("hold what the pages say", async () => {
    const source = SOURCES.flatMap(sourceIn).join("\n");
    const known = await sentencesOf("de");
    const calls = [...source.matchAll(/\bsay\(\s*"([^"]+)"/g)].map(([, sentence]) => sentence);
    expect(calls.length).toBeGreaterThan(100);
    expect(calls.filter((sentence) => !known.includes(sentence ?? ""))).toEqual([]);
  });
});

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

  it("says refusals with names and numbers in them", async () => {
    const { sayAny } = wordsIn("de", await catalogueOf("de"));
    const said =
      "“Wish” on page 1 does not fit its place in the document: shorten it by about 12 characters.";
    expect(sayAny(said)).toContain("„Wish“ auf Seite 1 passt nicht an seinen Platz");
    expect(sayAny(said)).toContain("um etwa 12 Zeichen");
  });

  it("tells whoever reads it by which reference an error of ours is found", async () => {
    const words = { choose: () => {}, hear: () => {}, ...wordsIn("de", await catalogueOf("de")) };
    const title = "Something went wrong on our side. It has been recorded.";
    const error = new ProblemError({ type: "/problems/internal", title, request_id: "r-12" });
    expect(messageIn(error, words)).toBe(
      "Bei uns ist etwas schiefgegangen. Es wurde aufgezeichnet. Kennung: r-12",
    );
  });
});
