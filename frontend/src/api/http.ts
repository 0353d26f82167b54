import { ProblemError } from "./problem";
import { newRequestId, REQUEST_ID } from "./requestId";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

let csrfToken: string | null = null;

/** Remembers the token that `Me` carries; every unsafe request sends it back. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** Header for a change of the version that the person saw. */
export function ifMatch(version: number): RequestInit {
  return { headers: { "If-Match": `"${version}"` } };
}

/** Header that makes a repeated submission harmless. */
export function idempotent(key: string): RequestInit {
  return { headers: { "Idempotency-Key": key } };
}

function headersOf(init: RequestInit, id: string): Headers {
  const headers = new Headers(init.headers);
  headers.set(REQUEST_ID, id);
  headers.set("Accept", "application/json, application/problem+json");
  const isUnsafe = !SAFE_METHODS.has((init.method ?? "GET").toUpperCase());
  if (isUnsafe && csrfToken) headers.set("X-CSRF-Token", csrfToken);
  return headers;
}

async function bodyOf(response: Response, id: string): Promise<unknown> {
  if (response.status === 204) return undefined;
  const text = await response.text();
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw ProblemError.unreadable(id);
  }
}

/** The one way to the API: answers the body or throws `ProblemError`. */
export async function request<T>(url: string, init: RequestInit = {}): Promise<T> {
  const id = newRequestId();
  let response: Response;
  try {
    response = await fetch(url, {
      ...init,
      headers: headersOf(init, id),
      credentials: "same-origin",
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw ProblemError.offline();
  }
  const body = await bodyOf(response, id);
  if (response.ok) return body as T;
  const retryAfter = Number(response.headers.get("Retry-After"));
  throw new ProblemError((body ?? {}) as object, retryAfter > 0 ? retryAfter : null, id);
}
