import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderApp, visiting } from "../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { Webhook, WebhookDelivery } from "../../api/generated/api.schemas";
import { topicsText } from "./topics";
import { WebhooksView } from "./WebhooksView";

const HOOK: Webhook = {
  id: "w1",
  name: "Books",
  url: "https://hooks.example/x",
  topics: ["appointment.booked"],
  is_on: true,
  off_because: null,
  failures: 0,
  delivered_at: null,
  failed_at: null,
  former_secret_until: null,
  version: 1,
  created_at: "2026-11-25T10:00:00Z",
};
const TOPICS = [{ name: "appointment.booked", meaning: "Booked and confirmed" }];
const MESSAGE: WebhookDelivery = {
  id: "m1",
  message_id: "msg_1",
  topic: "appointment.booked",
  state: "failed",
  tries: 8,
  occurred_at: "2026-11-25T10:00:00Z",
  next_try_at: null,
  status: 500,
  problem: "The server answered that it did not take the message.",
  body: '{"type":"appointment.booked"}',
  response: "oh no",
  log: [{ at: "2026-11-25T10:00:00Z", milliseconds: 12, status: 500, problem: null }],
};

function serve(...items: Webhook[]) {
  server.use(
    http.get(api("/webhooks"), () => HttpResponse.json({ items, topics: TOPICS, next: null })),
  );
}

function open(...items: Webhook[]) {
  serve(...items);
  server.use(
    http.get(api("/webhooks/:id/deliveries"), () =>
      HttpResponse.json({ items: [MESSAGE], next: null }),
    ),
  );
  renderApp(<WebhooksView />);
}

const press = async (name: string) => fireEvent.click(await screen.findByRole("button", { name }));

describe("webhooks", () => {
  it("are added with what they hear of, and their secret is shown once", async () => {
    let sent: unknown;
    server.use(
      http.post(api("/webhooks"), async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json({ ...HOOK, secret: "whsec_abc" }, { status: 201 });
      }),
    );
    open();
    await press("Add webhook");
    const dialog = await screen.findByRole("dialog", { name: "New webhook" });
    const add = within(dialog).getByRole("button", { name: "Add webhook" });
    fireEvent.click(add);
    expect(await within(dialog).findByText("Choose at least one.")).toBeVisible();
    const type = (label: string, value: string) =>
      fireEvent.change(within(dialog).getByLabelText(label), { target: { value } });
    type("Name", "Books");
    type("Address", HOOK.url);
    fireEvent.click(within(dialog).getByLabelText("Booked and confirmed"));
    fireEvent.click(add);
    expect(await screen.findByText("whsec_abc")).toBeVisible();
    expect(sent).toEqual({ name: "Books", url: HOOK.url, topics: ["appointment.booked"] });
  });

  it("puts what is no address beside its field", async () => {
    server.use(
      http.patch(api("/webhooks/:id"), () =>
        problem(422, "no-webhook-address", "No.", {
          errors: { json: { url: ["There is no server of this name."] } },
        }),
      ),
    );
    open(HOOK);
    const { dialog, save } = await openForm();
    save();
    const field = await dialog.findByLabelText("Address");
    await screen.findByText("There is no server of this name.");
    expect(field).toHaveAccessibleDescription("There is no server of this name.");
  });

  async function openForm() {
    await press("More about Books");
    fireEvent.click(await screen.findByRole("menuitem", { name: "Change…" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Change Books" }));
    return { dialog, save: () => fireEvent.click(dialog.getByRole("button", { name: "Save" })) };
  }

  it("are changed over what somebody else saved meanwhile, once that was seen", async () => {
    const seen: (string | null)[] = [];
    server.use(
      http.patch(api("/webhooks/:id"), ({ request }) => {
        seen.push(request.headers.get("If-Match"));
        return seen.length === 1
          ? problem(412, "stale", "Someone changed this in the meantime.")
          : HttpResponse.json({ ...HOOK, version: 3 });
      }),
    );
    open(HOOK);
    const { dialog, save } = await openForm();
    fireEvent.change(dialog.getByLabelText("Name"), { target: { value: "Ledger" } });
    serve({ ...HOOK, url: "https://hooks.example/theirs", version: 2 });
    save();
    expect(await dialog.findByRole("alert")).toHaveTextContent("Look it over and save again.");
    expect(dialog.getByLabelText("Address")).toHaveValue("https://hooks.example/theirs");
    expect(dialog.getByLabelText("Name")).toHaveValue("Ledger");
    save();
    await expect.poll(() => seen).toEqual(['"1"', '"2"']);
  });

  async function openMessage() {
    await press("Messages to Books");
    const drawer = await screen.findByRole("dialog", { name: "Messages to Books" });
    fireEvent.click(await within(drawer).findByRole("button", { name: /appointment\.booked/ }));
    return within(drawer);
  }

  it("say what became of a message, and send it again", async () => {
    const replayed: string[] = [];
    server.use(
      http.post(api("/webhooks/:id/deliveries/:message/replay"), ({ params }) => {
        replayed.push(String(params.message));
        return HttpResponse.json(MESSAGE, { status: 202 });
      }),
    );
    open(HOOK);
    const drawer = await openMessage();
    expect(drawer.getByText("oh no")).toBeVisible();
    fireEvent.click(drawer.getByRole("button", { name: "Send again" }));
    await expect.poll(() => replayed).toEqual(["m1"]);
  });

  it("says why one is switched off, and that it gets nothing meanwhile", async () => {
    open({ ...HOOK, is_on: false, off_because: "failures", failures: 3 });
    expect(await screen.findByText(/Several messages in a row did not arrive/)).toBeVisible();
    expect(screen.getByText("Switched off")).toBeVisible();
    const drawer = await openMessage();
    expect(drawer.getByText("Nothing is sent while the webhook is switched off.")).toBeVisible();
    expect(drawer.getByRole("button", { name: "Send again" })).toBeDisabled();
  });

  it("is out of reach during a visit", async () => {
    renderApp(<WebhooksView />, { who: visiting({ kind: "entry", can_write: true }) });
    expect(await screen.findByText(/out of reach during a visit/)).toBeVisible();
  });

  it("counts topics by what they are about", () => {
    const names = ["appointment.booked", "signer.signed", "contract.sent", "new.thing"];
    expect(topicsText(names)).toBe("appointments (1), contracts (2), other (1)");
  });
});
