const KEY = "smoothschedule-way-back";
const CONSOLE = "/admin/";

/** Remembers, in this tab, where in the console a visit was begun. */
export function rememberWayBack(address: string): void {
  window.sessionStorage.setItem(KEY, address);
}

/** A visit that began elsewhere ends elsewhere. */
export function forgetWayBack(): void {
  window.sessionStorage.removeItem(KEY);
}

/** Where a visit's end leads: into the console if it was begun there, else on to `url`. */
export function wayBack(url: string): string {
  const kept = window.sessionStorage.getItem(KEY);
  if (url !== "/app" || !kept?.startsWith(CONSOLE)) return url;
  forgetWayBack();
  return kept;
}
