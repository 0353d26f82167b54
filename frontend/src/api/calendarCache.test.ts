import { QueryClient } from "@tanstack/react-query";
import { beforeEach, describe, expect, it } from "vitest";
import { appointment } from "../../test/samples";
import { api, HttpResponse, http, problem, server } from "../../test/server";
import { putAppointment, refreshAppointment } from "./calendarCache";
import type { Calendar } from "./generated/api.schemas";
import { keys } from "./keys";

const FROM = "2026-11-24T05:00:00Z";
const TO = "2026-11-25T05:00:00Z";
const key = keys.appointments.range(FROM, TO);
const morning = appointment("a1", "2026-11-24T14:00:00Z");
const noon = appointment("a2", "2026-11-24T17:00:00Z");

let client: QueryClient;
const ids = () => client.getQueryData<Calendar>(key)?.items.map(({ id }) => id);

beforeEach(() => {
  client = new QueryClient();
  client.setQueryData(key, { from: FROM, to: TO, items: [morning] });
});

describe("a changed appointment", () => {
  it("comes into the calendars whose range it touches", () => {
    putAppointment(client, noon);
    putAppointment(client, appointment("a3", "2026-11-26T14:00:00Z"));
    expect(ids()).toEqual(["a1", "a2"]);
  });

  it("leaves the others as they are, so that only one bar is drawn anew", () => {
    putAppointment(client, noon);
    expect(client.getQueryData<Calendar>(key)?.items[0]).toBe(morning);
  });

  it("leaves when it was cancelled or moved to another day", () => {
    putAppointment(client, { ...morning, state: "cancelled" });
    expect(ids()).toEqual([]);
    putAppointment(client, morning);
    putAppointment(client, appointment("a1", "2026-11-26T14:00:00Z"));
    expect(ids()).toEqual([]);
  });

  it("is fetched alone, and dropped when it is not there for us any more", async () => {
    server.use(
      http.get(api("/appointments/a2"), () => HttpResponse.json(noon)),
      http.get(api("/appointments/a1"), () => problem(404, "not-found", "Nothing here.")),
    );
    await refreshAppointment(client, "a2");
    expect(ids()).toEqual(["a1", "a2"]);
    await refreshAppointment(client, "a1");
    expect(ids()).toEqual(["a2"]);
  });
});
