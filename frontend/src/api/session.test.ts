import { QueryClient } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import { api, HttpResponse, http, problem, server } from "../../test/server";
import { keys } from "./keys";
import { meQuery } from "./session";

const gone = () => problem(401, "not-signed-in", "Please sign in.");

function answers(...responses: (() => Response)[]) {
  let asked = 0;
  server.use(
    http.get(api("/me"), () => (responses[asked++] ?? responses.at(-1) ?? gone)() as never),
  );
  return () => asked;
}

describe("who is signed in", () => {
  it("is nobody at once where nobody was", async () => {
    const asked = answers(gone);
    expect(await new QueryClient().fetchQuery(meQuery)).toBeNull();
    expect(asked()).toBe(1);
  });

  it("is asked again where somebody was, for another tab may be changing the cookie", async () => {
    const client = new QueryClient();
    client.setQueryData(keys.me, { user: { id: "u1" }, csrf_token: "x" } as never, {
      updatedAt: 0,
    });
    answers(gone, () => HttpResponse.json({ user: { id: "u2" }, csrf_token: "y" }));
    expect(await client.fetchQuery(meQuery)).toMatchObject({ user: { id: "u2" } });
    answers(gone);
    await client.invalidateQueries({ queryKey: keys.me });
    expect(await client.fetchQuery(meQuery)).toBeNull();
  });
});
