import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { appointment, resource, slot } from "../../../test/samples";
import { api, HttpResponse, http, server } from "../../../test/server";
import { MoveDialog } from "./MoveDialog";

const booked = appointment("a1", "2026-11-24T15:00:00Z");
const ana = resource("r1", "Ana Reyes");
const ben = resource("r2", "Ben Costa");
const cleo = resource("r3", "Cleo Diaz");
let asked: (string | null)[] = [];
let sent: unknown[] = [];

beforeEach(() => {
  [asked, sent] = [[], []];
  server.use(
    http.get(api("/appointments/a1"), () => HttpResponse.json(booked)),
    http.get(api("/services"), () => HttpResponse.json({ items: [], next: null })),
    http.get(api("/services/s1/slots"), ({ request }) => {
      asked.push(new URL(request.url).searchParams.get("resource_id"));
      return HttpResponse.json({
        items: [slot("2026-11-24T18:00:00Z", ["r2"])],
        time_zone: "America/New_York",
      });
    }),
    http.post(api("/appointments/a1/move"), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ ...booked, starts_at: "2026-11-24T18:00:00Z" });
    }),
  );
});

function show(items: unknown[]) {
  server.use(http.get(api("/resources"), () => HttpResponse.json({ items, next: null })));
  renderApp(<MoveDialog id="a1" locale="en-US" onClose={() => {}} />);
}

describe("moving an appointment", () => {
  it("stays with whoever has it", async () => {
    show([ana, ben, cleo]);
    expect(await screen.findByRole("combobox", { name: "With" })).toHaveValue("Ana Reyes");
    await screen.findByRole("button", { name: /^1:00 PM/ });
    expect(asked.at(-1)).toBe("r1");
  });

  it("goes to anybody who is free where whoever has it is switched off", async () => {
    show([{ ...ana, is_active: false }, ben, cleo]);
    expect(await screen.findByRole("combobox", { name: "With" })).toHaveValue("");
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: /^1:00 PM/ }));
    expect(asked.at(-1)).toBeNull();
    await user.click(screen.getByRole("button", { name: /^Move to/ }));
    await expect
      .poll(() => sent)
      .toEqual([{ starts_at: "2026-11-24T18:00:00Z", resource_ids: ["r2"], notify: true }]);
  });

  it("says that only the length changes where only that does", async () => {
    const longer = { ...booked, ends_at: "2026-11-24T16:30:00Z" };
    server.use(http.post(api("/appointments/a1/move"), () => HttpResponse.json(longer)));
    show([ana]);
    const user = userEvent.setup();
    const length = await screen.findByLabelText("Length");
    await user.clear(length);
    await user.type(length, "90");
    await user.tab();
    await user.click(await screen.findByRole("button", { name: "Let it take 1 h 30 min" }));
    expect(await screen.findByText("Takes 1 h 30 min now.")).toBeVisible();
  });
});
