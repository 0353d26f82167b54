import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useEffect } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { LanguageChoice } from "./LanguageChoice";
import { Spoken } from "./Spoken";
import { type Reader, useWords } from "./words";

const VERA: Reader = { locale: "de-AT", own: null, isAtOthersDevice: false };
const HERE: Reader = { ...VERA, isAtOthersDevice: true };

function Page({ reader }: { reader: Reader | null }) {
  const { hear } = useWords();
  useEffect(() => {
    if (reader) hear(reader);
  }, [reader, hear]);
  return <LanguageChoice />;
}

/** The page of a link, as after it was opened or loaded anew. */
async function open(reader: Reader | null, path?: string) {
  cleanup();
  if (path) window.history.replaceState(null, "", path);
  render(
    <Spoken locale="fr-FR">
      <Page reader={reader} />
    </Spoken>,
  );
  return screen.findByRole("combobox");
}

/** Once what is known of the reader has been heard. */
async function said(language: string, reader: Reader | null, path?: string) {
  await open(reader, path);
  await waitFor(() => expect(screen.getByRole("combobox")).toHaveValue(language));
}

const browser = (...languages: string[]) =>
  vi.spyOn(navigator, "languages", "get").mockReturnValue(languages);

beforeEach(() => {
  browser("nl-NL");
  window.history.replaceState(null, "", "/sign/s/one");
});

describe("the language of a page", () => {
  it("is the browser's, and the contract's where that is not spoken here", async () => {
    await said("nl", VERA);
    browser("tr-TR");
    await said("de", VERA);
    await said("fr", null);
  });

  it("is the contract's at a device of the business, or that in which they agreed", async () => {
    await said("de", HERE);
    await said("it", { ...HERE, own: "it" });
    await said("nl", { ...HERE, locale: "tr" });
  });

  it("is the whole page's as soon as its words are there", async () => {
    browser("de-DE");
    document.documentElement.lang = "en";
    const named: string[] = [];
    const watch = new MutationObserver(() => {
      if (screen.queryByRole("combobox")) named.push(document.documentElement.lang);
    });
    watch.observe(document.body, { childList: true, subtree: true });
    await open(null);
    watch.disconnect();
    expect(named.at(0)).toBe("de");
  });

  it("is what was chosen, until the next person's link", async () => {
    await said("de", HERE);
    await userEvent.selectOptions(screen.getByRole("combobox"), "Español");
    expect(await screen.findByRole("combobox", { name: "Idioma" })).toHaveValue("es");
    await said("es", HERE);
    await said("de", HERE, "/sign/s/two");
  });
});
