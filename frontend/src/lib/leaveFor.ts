/**
 * To another page as a document of its own. Whoever one is afterwards, nothing that was loaded
 * as somebody else stays in memory.
 */
export function leaveFor(url: string): void {
  window.location.replace(url);
}
