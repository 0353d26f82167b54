/** The colour scheme of pages without Mantine; same storage key, so one choice serves both. */
export type Scheme = "light" | "dark";

const STORAGE_KEY = "mantine-color-scheme-value";

export function readScheme(): Scheme {
  return document.documentElement.dataset.mantineColorScheme === "dark" ? "dark" : "light";
}

export function setScheme(scheme: Scheme): void {
  document.documentElement.dataset.mantineColorScheme = scheme;
  try {
    localStorage.setItem(STORAGE_KEY, scheme);
  } catch {
    // Private windows may refuse storage; the choice then lasts for this page.
  }
}
