export const REQUEST_ID = "X-Request-ID";

/** Names one request: in our logs, in those of its jobs, and in what is shown when it fails. */
export function newRequestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
