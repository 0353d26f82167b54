/* The palette and the list of keys come after the shell; these ask them to open. */

export const PALETTE = "smoothschedule:palette";
export const SHORTCUTS = "smoothschedule:shortcuts";

export function openPalette(): void {
  window.dispatchEvent(new Event(PALETTE));
}

export function showShortcuts(): void {
  window.dispatchEvent(new Event(SHORTCUTS));
}

export function onAsked(name: string, open: () => void): () => void {
  window.addEventListener(name, open);
  return () => window.removeEventListener(name, open);
}
