import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { me, renderApp } from "../../../test/render";
import { resource } from "../../../test/samples";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { Invitation, UserItem } from "../../api/generated/api.schemas";
import { TeamView } from "./TeamView";

const person = (
  id: string,
  name: string,
  role: string,
  more: Partial<UserItem> = {},
): UserItem => ({
  id,
  name,
  role,
  email: `${id}@example.com`,
  is_active: true,
  last_sign_in_at: null,
  calendar: null,
  version: 3,
  ...more,
});

const PEOPLE = [
  person("u1", "Ana Reyes", "TENANT_OWNER"),
  person("u2", "Max Mann", "TENANT_MANAGER"),
  person("u3", "Sue Staff", "TENANT_STAFF", { calendar: { id: "r1", name: "Chair 1" } }),
  person("u4", "Gone Guy", "TENANT_STAFF", { is_active: false }),
];

const INVITED: Invitation = {
  id: "i1",
  email: "nell@example.com",
  name: "Nell New",
  role: "TENANT_STAFF",
  created_at: "2026-11-01T12:00:00Z",
  expires_at: "2026-11-08T12:00:00Z",
  has_expired: true,
  invited_by: { id: "u1", name: "Ana Reyes" },
  calendar: null,
};

const TEAM = ["view_team", "invite_people", "manage_people"];
const OWNER = [...TEAM, "change_roles", "edit_rights", "transfer_ownership", "view_setup"];

function open({ permissions = OWNER, path = "/", id = "u1" } = {}) {
  server.use(
    http.get(api("/users"), () => HttpResponse.json({ items: PEOPLE, next: null })),
    http.get(api("/invitations"), () => HttpResponse.json({ items: [INVITED], next: null })),
    http.get(api("/locations"), () =>
      HttpResponse.json({ items: [{ id: "l1", name: "Main Street" }], next: null }),
    ),
    http.get(api("/resources"), () => HttpResponse.json({ items: [], next: null })),
  );
  return renderApp(<TeamView />, { path, who: { ...me, user: { ...me.user, id }, permissions } });
}

async function actsOn(name: string) {
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: `Actions for ${name}` }));
  await screen.findByRole("menu");
  return screen.getAllByRole("menuitem").map((item) => item.textContent);
}

describe("the team", () => {
  it("tells roles, states and calendars in words", async () => {
    open();
    const row = within((await screen.findByText("Sue Staff")).closest("tr") as HTMLElement);
    expect(row.getByText("Staff")).toBeVisible();
    expect(row.getByText("Chair 1")).toBeVisible();
    expect(screen.getByText("Deactivated")).toBeVisible();
    expect(screen.getByText("(you)").closest("tr")).toHaveTextContent("Ana Reyes");
    expect(await screen.findByText("Run out")).toBeVisible();
  });

  it("shows the people of one role", async () => {
    open();
    const user = userEvent.setup();
    await screen.findByText("Max Mann");
    await user.click(screen.getByRole("radio", { name: "Staff" }));
    expect(screen.queryByText("Max Mann")).toBeNull();
    expect(screen.getByText("Sue Staff")).toBeVisible();
  });

  it("offers the owner what the owner may do", async () => {
    open();
    expect(await actsOn("Max Mann")).toEqual([
      "Calendar",
      "Make staff",
      "Hand the business over",
      "Deactivate",
    ]);
  });

  it("offers a manager nothing about owner and managers", async () => {
    open({ permissions: TEAM, id: "u5" });
    expect(await actsOn("Sue Staff")).toEqual(["Calendar", "Deactivate"]);
    expect(screen.queryByRole("button", { name: /Actions for (Ana|Max)/ })).toBeNull();
    expect(screen.queryByRole("radio", { name: "Rights" })).toBeNull();
  });

  it("asks before it deactivates, and sends the version seen", async () => {
    let version: string | null = null;
    server.use(
      http.post(api("/users/u3/deactivate"), ({ request }) => {
        version = request.headers.get("If-Match");
        return HttpResponse.json({ ...PEOPLE[2], is_active: false });
      }),
    );
    open();
    await actsOn("Sue Staff");
    const user = userEvent.setup();
    await user.click(screen.getByRole("menuitem", { name: "Deactivate" }));
    expect(version).toBeNull();
    const dialog = await screen.findByRole("dialog", { name: "Deactivate Sue Staff?" });
    await user.click(within(dialog).getByRole("button", { name: "Deactivate" }));
    await waitFor(() => expect(version).toBe('"3"'));
    expect(await screen.findByText(/is signed out and cannot come in/)).toBeVisible();
  });

  it("says which calendar somebody else gave meanwhile, and saves over that", async () => {
    const seen: (string | null)[] = [];
    const theirs = { ...PEOPLE[2], calendar: { id: "r2", name: "Chair 2" }, version: 4 };
    open();
    server.use(
      http.get(api("/resources"), () =>
        HttpResponse.json({ items: [resource("r1", "Chair 1"), resource("r2", "Chair 2")] }),
      ),
      http.put(api("/users/u3/calendar"), ({ request }) => {
        seen.push(request.headers.get("If-Match"));
        return seen.length === 1
          ? problem(412, "stale", "Someone changed this in the meantime.")
          : HttpResponse.json({ ...theirs, calendar: null, version: 5 });
      }),
    );
    await actsOn("Sue Staff");
    const user = userEvent.setup();
    await user.click(screen.getByRole("menuitem", { name: "Calendar" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Calendar of Sue Staff" }));
    const row = dialog.getByRole("combobox", { name: "Row of the schedule" });
    await user.click(row);
    await user.click(await screen.findByRole("option", { name: "No calendar" }));
    server.use(http.get(api("/users"), () => HttpResponse.json({ items: [theirs], next: null })));
    await user.click(dialog.getByRole("button", { name: "Save" }));
    expect(await dialog.findByText(/Someone else changed this: “Chair 2”/)).toBeVisible();
    expect(row).toHaveValue("No calendar");
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(seen).toEqual(['"3"', '"4"']));
    expect(await screen.findByText("Sue Staff has no calendar.")).toBeVisible();
  });

  it("hands the business over only once its name is typed", async () => {
    const bodies: unknown[] = [];
    server.use(
      http.post(api("/ownership"), async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json({ ...PEOPLE[1], role: "TENANT_OWNER" });
      }),
    );
    open();
    await actsOn("Max Mann");
    const user = userEvent.setup();
    await user.click(screen.getByRole("menuitem", { name: "Hand the business over" }));
    const dialog = await screen.findByRole("dialog", { name: /over to Max Mann/ });
    await user.click(within(dialog).getByRole("button", { name: "Hand over" }));
    const field = within(dialog).getByLabelText("Name of the business");
    await waitFor(() => expect(field).toHaveFocus());
    expect(bodies).toEqual([]);
    await user.type(field, "northside studio");
    await user.click(within(dialog).getByRole("button", { name: "Hand over" }));
    await waitFor(() =>
      expect(bodies).toEqual([{ user_id: "u2", business_name: "northside studio" }]),
    );
  });
});

describe("invitations", () => {
  it("are taken back after a question", async () => {
    let isRevoked = false;
    server.use(
      http.delete(api("/invitations/i1"), () => {
        isRevoked = true;
        return new HttpResponse(null, { status: 204 });
      }),
    );
    open();
    const user = userEvent.setup();
    const menu = { name: "Actions for the invitation of Nell New" };
    await user.click(await screen.findByRole("button", menu));
    await user.click(await screen.findByRole("menuitem", { name: "Take back" }));
    expect(isRevoked).toBe(false);
    const dialog = await screen.findByRole("dialog", { name: /invitation of Nell New back/ });
    await user.click(within(dialog).getByRole("button", { name: "Take back" }));
    await waitFor(() => expect(isRevoked).toBe(true));
  });
});

describe("inviting", () => {
  async function fill() {
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "Invite" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Invite somebody" }));
    await user.type(dialog.getByLabelText("Name"), "Nell New");
    await user.type(dialog.getByLabelText("E-mail"), " nell@example.com ");
    return { user, dialog };
  }

  it("sends name, address and role", async () => {
    let body: unknown;
    server.use(
      http.post(api("/invitations"), async ({ request }) => {
        body = await request.json();
        return HttpResponse.json(INVITED, { status: 201 });
      }),
    );
    open();
    const { user, dialog } = await fill();
    await user.click(dialog.getByRole("button", { name: "Send the invitation" }));
    await waitFor(() =>
      expect(body).toEqual({ name: "Nell New", email: "nell@example.com", role: "TENANT_STAFF" }),
    );
    expect(await screen.findByText(/nell@example.com is on its way/)).toBeVisible();
  });

  it("says beside the address that it has an account", async () => {
    const title = "There is an account with this e-mail address here already.";
    server.use(http.post(api("/invitations"), () => problem(409, "address-taken", title)));
    open();
    const { user, dialog } = await fill();
    await user.click(dialog.getByRole("button", { name: "Send the invitation" }));
    await waitFor(() =>
      expect(dialog.getByLabelText("E-mail")).toHaveAccessibleDescription(
        expect.stringContaining(title),
      ),
    );
    expect(dialog.getByLabelText("E-mail")).toHaveFocus();
  });
});
