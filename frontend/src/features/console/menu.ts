import { readScheme, setScheme } from "../../lib/scheme";

const WIDE = "(min-width: 761px)";

/** The menu is open where there is room; the scheme button; a notice that is told only once. */
export function menu(root: Document): void {
  const folded = root.querySelector<HTMLDetailsElement>("[data-menu]");
  const wide = window.matchMedia(WIDE);
  const unfold = () => {
    if (folded) folded.open = wide.matches;
  };
  unfold();
  wide.addEventListener("change", unfold);
  root.querySelector("[data-scheme]")?.addEventListener("click", () => {
    setScheme(readScheme() === "dark" ? "light" : "dark");
  });
  if (root.querySelector("[data-notice]")) forgetNotice();
}

/** Loading the page again does not say again what was done. */
function forgetNotice(): void {
  const address = new URL(window.location.href);
  address.searchParams.delete("done");
  window.history.replaceState(null, "", address);
}
