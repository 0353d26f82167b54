import { notifications } from "@mantine/notifications";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { appointment } from "../../../test/samples";
import { api, HttpResponse, http, server } from "../../../test/server";
import type { AppointmentMail } from "../../api/generated/api.schemas";
import { CallOff } from "./CallOff";
import { MailList } from "./MailList";

const START = "2026-11-24T15:00:00Z";

afterEach(() => notifications.clean());

function mail(more: Partial<AppointmentMail>): AppointmentMail {
  return {
    id: "m1",
    kind: "confirmation",
    state: "sent",
    queued_at: START,
    ended_at: START,
    problem: null,
    ...more,
  };
}

function show(items: AppointmentMail[]) {
  server.use(http.get(api("/appointments/a1/mails"), () => HttpResponse.json({ items })));
  renderApp(<MailList appointmentId="a1" zone="America/New_York" locale="en-US" />);
}

describe("the mails about an appointment", () => {
  it("says what became of each", async () => {
    const problem = "The mail server of the address refused it.";
    show([mail({ id: "m2", kind: "reminder", state: "failed", problem }), mail({})]);
    const rows = await screen.findAllByRole("listitem");
    expect(rows.map((row) => row.textContent)).toEqual([
      `ReminderNot sent, Tue, Nov 24, 2026, 10:00 AM EST${problem}`,
      "ConfirmationSent, Tue, Nov 24, 2026, 10:00 AM EST",
    ]);
  });

  it("looks again until a mail has left", async () => {
    let looks = 0;
    server.use(
      http.get(api("/appointments/a1/mails"), () => {
        looks += 1;
        const state = looks > 1 ? ("sent" as const) : ("queued" as const);
        return HttpResponse.json({ items: [mail({ state })] });
      }),
    );
    renderApp(<MailList appointmentId="a1" zone="America/New_York" locale="en-US" />);
    expect(await screen.findByText(/On its way/)).toBeInTheDocument();
    expect(await screen.findByText(/Sent/, undefined, { timeout: 5_000 })).toBeInTheDocument();
  });
});

describe("whether the customer is told", () => {
  async function cancel(customer: { email: string | null }, untick: boolean) {
    const sent: unknown[] = [];
    const booked = appointment("a1", START);
    const who = booked.customer && { ...booked.customer, ...customer };
    server.use(
      http.post(api("/appointments/a1/cancel"), async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json({ ...booked, state: "cancelled", version: 2 });
      }),
    );
    const user = userEvent.setup();
    renderApp(
      <CallOff
        appointment={{ ...booked, customer: who }}
        ending="cancel"
        locale="en-US"
        onClose={() => {}}
      />,
    );
    const box = screen.getByRole("checkbox", { name: "Tell Nia Nash by e-mail" });
    if (untick) await user.click(box);
    await user.click(screen.getByRole("button", { name: "Cancel appointment" }));
    await screen.findByText(/is cancelled/);
    return { box, sent };
  }

  it("is told unless that is not wanted", async () => {
    expect((await cancel({ email: "nia@example.com" }, false)).sent).toEqual([
      { reason: null, notify: true },
    ]);
  });

  it("is not told when the box is empty", async () => {
    expect((await cancel({ email: "nia@example.com" }, true)).sent).toEqual([
      { reason: null, notify: false },
    ]);
  });

  it("cannot be told without an address", async () => {
    const { box } = await cancel({ email: null }, false);
    expect(box).toBeDisabled();
    expect(box).not.toBeChecked();
  });
});
