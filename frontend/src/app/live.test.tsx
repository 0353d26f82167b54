import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderHook, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { appointment } from "../../test/samples";
import { api, HttpResponse, http, server } from "../../test/server";
import type { Me } from "../api/generated/api.schemas";
import { keys } from "../api/keys";
import { MAY } from "../lib/permissions";
import type { connectRealtime } from "../lib/realtime";
import { useLiveLink } from "./live";

const FROM = "2026-11-24T05:00:00Z";
const range = keys.appointments.range(FROM, "2026-11-25T05:00:00Z");
let tell: Parameters<typeof connectRealtime>[1];
vi.mock("../lib/realtime", () => ({
  connectRealtime: (_: unknown, handlers: typeof tell) => {
    tell = handlers;
    return () => {};
  },
}));

const asked: string[] = [];
beforeEach(() => {
  asked.length = 0;
  server.use(
    http.get(api("/appointments/:id"), ({ params }) => {
      asked.push(String(params.id));
      return HttpResponse.json(appointment("a1", "2026-11-24T14:00:00Z"));
    }),
  );
});

async function change(permissions: string[], id: string | null) {
  const client = new QueryClient();
  client.setQueryData(range, { from: FROM, to: "2026-11-25T05:00:00Z", items: [] });
  const me = { realtime: { url: null }, permissions } as unknown as Me;
  const { result } = renderHook(() => useLiveLink(me), {
    wrapper: ({ children }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    ),
  });
  await waitFor(() => expect(tell).toBeDefined());
  tell.onState("live");
  await waitFor(() => expect(result.current).toBe("live"));
  tell.onChange({ name: "appointment", id } as Parameters<typeof tell.onChange>[0]);
  return client;
}

it("asks who is signed in, and nothing else, when the server ends the link", async () => {
  const client = await change([MAY.viewAllCalendars], "a1");
  client.setQueryData(keys.me, null);
  tell.onEnded();
  expect(client.getQueryState(keys.me)?.isInvalidated).toBe(true);
  expect(client.getQueryState(range)?.isInvalidated).toBe(false);
});

it("leaves every calendar alone when a contract changed that is of no appointment", async () => {
  const client = await change([MAY.viewAllCalendars], "a1");
  const [opened, contracts] = [keys.appointments.one("a2"), keys.contracts.search("", "")];
  client.setQueryData(opened, appointment("a2", "2026-11-24T14:00:00Z"));
  client.setQueryData(contracts, []);
  tell.onChange({ name: "contract", id: "c1" } as Parameters<typeof tell.onChange>[0]);
  await waitFor(() => expect(client.getQueryState(contracts)?.isInvalidated).toBe(true));
  expect(client.getQueryState(opened)?.isInvalidated).toBe(false);
  expect(client.getQueryState(range)?.isInvalidated).toBe(false);
});

describe("a change that others make", () => {
  it("is fetched alone by whoever sees every calendar", async () => {
    const client = await change([MAY.viewAllCalendars], "a1");
    await waitFor(() =>
      expect(client.getQueryData(range)).toMatchObject({ items: [{ id: "a1" }] }),
    );
    expect(asked).toEqual(["a1"]);
    expect(client.getQueryState(range)?.isInvalidated).toBe(false);
  });

  it("makes whoever is not told which, since they see their own alone, load that anew", async () => {
    const client = await change([MAY.useCalendar], null);
    await waitFor(() => expect(client.getQueryState(range)?.isInvalidated).toBe(true));
    expect(asked).toEqual([]);
  });
});
