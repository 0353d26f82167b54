import { describe, expect, it } from "vitest";
import { api, HttpResponse, http, problem, server } from "../../test/server";
import { idempotent, ifMatch, request, setCsrfToken } from "./http";
import { isProblem, messageOf, ProblemError } from "./problem";

async function refusal(path: string, init?: RequestInit): Promise<ProblemError> {
  try {
    await request(`/api/v1${path}`, init);
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

describe("request", () => {
  it("sends the CSRF token with unsafe methods only", async () => {
    const seen: Record<string, string | null> = {};
    server.use(
      http.all(api("/things"), ({ request: sent }) => {
        seen[sent.method] = sent.headers.get("X-CSRF-Token");
        return HttpResponse.json({});
      }),
    );
    setCsrfToken("token-1");
    await request("/api/v1/things");
    await request("/api/v1/things", { method: "POST" });
    await request("/api/v1/things", { method: "DELETE" });
    expect(seen).toEqual({ GET: null, POST: "token-1", DELETE: "token-1" });
  });

  it("names the version it changes and the key of its submission", async () => {
    let headers = new Headers();
    server.use(
      http.patch(api("/things"), ({ request: sent }) => {
        headers = sent.headers;
        return HttpResponse.json({});
      }),
    );
    await request("/api/v1/things", { method: "PATCH", ...ifMatch(3) });
    expect(headers.get("If-Match")).toBe('"3"');
    await request("/api/v1/things", { method: "PATCH", ...idempotent("k1") });
    expect(headers.get("Idempotency-Key")).toBe("k1");
  });

  it("names each request, and what only the logs explain by that name", async () => {
    const names: (string | null)[] = [];
    server.use(
      http.get(api("/broken"), ({ request: sent }) => {
        names.push(sent.headers.get("X-Request-ID"));
        return new HttpResponse("<h1>Bad gateway</h1>", { status: 502 });
      }),
      http.get(api("/wrong"), () => problem(500, "internal", "Recorded.", { request_id: "r-12" })),
      http.get(api("/taken"), () => problem(409, "taken", "Taken.", { request_id: "r-13" })),
    );
    const broken = await refusal("/broken");
    await refusal("/broken");
    expect(new Set(names).size).toBe(2);
    expect(names[0]).toMatch(/^[0-9a-f]{16}$/);
    expect(messageOf(broken)).toMatch(new RegExp(`Reference: ${names[0]}$`));
    expect(messageOf(await refusal("/wrong"))).toBe("Recorded. Reference: r-12");
    expect(messageOf(await refusal("/taken"))).toBe("Taken.");
  });

  it("turns a problem document into one error with a slug, fields and alternatives", async () => {
    const other = { starts_at: "2026-11-24T15:00:00Z", ends_at: "", resource_ids: [] };
    server.use(
      http.post(api("/things"), () =>
        problem(409, "slot-taken", "That time is already taken.", {
          alternatives: [other],
          errors: { json: { customer: { email: ["No e-mail address."] }, name: ["Missing."] } },
        }),
      ),
    );
    const error = await refusal("/things", { method: "POST" });
    expect(isProblem(error, "slot-taken")).toBe(true);
    expect(error.message).toBe("That time is already taken.");
    expect(error.alternatives).toEqual([other]);
    expect(error.fields).toEqual({ "customer.email": "No e-mail address.", name: "Missing." });
  });

  it("says how long to wait", async () => {
    server.use(
      http.get(api("/things"), () =>
        HttpResponse.json(
          { type: "/problems/unavailable" },
          { status: 503, headers: { "Retry-After": "7" } },
        ),
      ),
    );
    expect((await refusal("/things")).retryAfterSeconds).toBe(7);
  });

  it("calls a lost connection offline, and an answer that is no JSON unreadable", async () => {
    server.use(http.get(api("/things"), () => HttpResponse.error()));
    expect((await refusal("/things")).slug).toBe("offline");
    server.use(http.get(api("/things"), () => HttpResponse.text("<html>", { status: 502 })));
    expect((await refusal("/things")).slug).toBe("unreadable");
  });

  it("answers nothing for 204", async () => {
    server.use(http.delete(api("/things"), () => new HttpResponse(null, { status: 204 })));
    expect(await request("/api/v1/things", { method: "DELETE" })).toBeUndefined();
  });
});
