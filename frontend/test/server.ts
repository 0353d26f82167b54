import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";

export const server = setupServer();

export const api = (path: string) => `*/api/v1${path}`;

/** An answer as the API refuses. */
export function problem(status: number, slug: string, title: string, more: object = {}) {
  return HttpResponse.json(
    { type: `/problems/${slug}`, title, status, request_id: "test", ...more },
    { status, headers: { "Content-Type": "application/problem+json" } },
  );
}

export { HttpResponse, http };
