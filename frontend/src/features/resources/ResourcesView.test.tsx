import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { useLocation, useNavigate } from "react-router";
import { beforeEach, describe, expect, it } from "vitest";
import { me, renderApp } from "../../../test/render";
import { departure, resource } from "../../../test/samples";
import { api, HttpResponse, http, server } from "../../../test/server";
import type { Departure, Resource } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { ResourcesView } from "./ResourcesView";

let standing: Resource[];
let former: Resource[];
let seen: { appointments: number; has_history: boolean };
let restored: unknown[];
let departures: Departure[];

beforeEach(() => {
  standing = [resource("r1", "Mia"), resource("r2", "Noor")];
  former = [];
  restored = [];
  departures = [];
  seen = { appointments: 0, has_history: true };
  server.use(
    http.get(api("/locations"), () => HttpResponse.json({ items: [], next: null })),
    http.get(api("/resources"), ({ request }) => {
      const items = new URL(request.url).searchParams.get("is_former") ? former : standing;
      return HttpResponse.json({ items, next: null });
    }),
    http.get(api("/resources/r1/departures"), () => HttpResponse.json({ items: departures })),
    http.get(api("/resources/r1/deletion"), () => HttpResponse.json(seen)),
    http.delete(api("/resources/r1"), () => {
      const [gone] = standing.splice(0, 1);
      if (seen.has_history) former = [{ ...(gone as Resource), is_active: false, version: 5 }];
      return HttpResponse.json({ resource: former[0] ?? null });
    }),
    http.post(api("/resources/r1/restore"), async ({ request }) => {
      restored.push(await request.json(), request.headers.get("If-Match"));
      standing = [...former, ...standing];
      former = [];
      return HttpResponse.json(standing[0]);
    }),
  );
});

describe("the drawer of one", () => {
  it.each([
    ["staff", "Staff", "Person"],
    ["room", "Rooms", "Room"],
    ["equipment", "Equipment", "Equipment"],
  ] as const)("of %s is called by what it shows", async (kind, list, title) => {
    standing = [resource("r1", "Mia", { kind })];
    renderApp(<ResourcesView linksOf={() => null} />);
    fireEvent.click(screen.getByRole("radio", { name: list }));
    fireEvent.click(await screen.findByText("Mia"));
    expect(await screen.findByRole("dialog", { name: title })).toBeInTheDocument();
  });
});

async function askToDelete() {
  const who = { ...me, permissions: [...me.permissions, "edit_resources"] };
  renderApp(<ResourcesView linksOf={() => null} />, { who });
  fireEvent.click(await screen.findByText("Mia"));
  fireEvent.click(await screen.findByRole("button", { name: "Delete Mia" }));
}

/** The button of the question, which has taken the drawer's place. */
const confirm = () => {
  const dialog = screen.getByRole("dialog", { name: /Delete Mia|appointments go/ });
  fireEvent.click(within(dialog).getByRole("button", { name: "Delete Mia" }));
};

describe("deleting staff and rooms", () => {
  it("keeps whoever has a history as a former one, who can be brought back", async () => {
    await askToDelete();
    expect(await screen.findByText(/you can bring Mia back/)).toBeVisible();
    confirm();
    expect(await screen.findByText("Mia is deleted.")).toBeVisible();
    fireEvent.click(await screen.findByRole("button", { name: "Former staff and rooms (1)" }));
    fireEvent.click(await screen.findByRole("button", { name: "Bring Mia back" }));
    expect(await screen.findByText("Mia is back.")).toBeVisible();
    expect(restored).toEqual([{ is_active: true }, '"5"']);
    await waitFor(() =>
      expect(screen.queryByRole("button", { name: /Former staff/ })).not.toBeInTheDocument(),
    );
  });

  it("says that nothing is left of whom nothing was ever booked with", async () => {
    seen = { appointments: 0, has_history: false };
    await askToDelete();
    expect(await screen.findByText("This can't be taken back.")).toBeVisible();
    confirm();
    expect(await screen.findByText("Mia is deleted.")).toBeVisible();
    expect(screen.queryByRole("button", { name: /Undo/ })).not.toBeInTheDocument();
  });

  it("asks first where the appointments go, and lets none stay", async () => {
    seen = { appointments: 3, has_history: true };
    const preview = { count: 3, tried: 3, fit: 3, items: [], clashes: [], stand_ins: [] };
    const sent: unknown[] = [];
    server.use(
      http.post(api("/resources/r1/preview-deactivation"), () => HttpResponse.json(preview)),
      http.post(api("/resources/r1/deactivate"), async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json({ title: "Gone", type: "/problems/x" }, { status: 409 });
      }),
    );
    await askToDelete();
    expect(await screen.findByRole("radio", { name: "They are cancelled" })).toBeChecked();
    expect(screen.queryByRole("radio", { name: /stay as they are/ })).toBeNull();
    confirm();
    await waitFor(() =>
      expect(sent).toEqual([expect.objectContaining({ do: "cancel", deletes: true })]),
    );
  });
});

describe("bringing back whose appointments were moved or cancelled", () => {
  const left = { state: "done", moved: 2, cancelled: 1, deletes: true, is_deleted: true } as const;

  async function askToBringBack() {
    former = standing.splice(0, 1);
    departures = [departure({ ...left, can_be_undone: true })];
    const who = { ...me, permissions: [...me.permissions, "edit_resources"] };
    renderApp(<ResourcesView linksOf={() => null} />, { who });
    fireEvent.click(await screen.findByRole("button", { name: "Former staff and rooms (1)" }));
    fireEvent.click(await screen.findByRole("button", { name: "Bring Mia back" }));
    return screen.findByRole("dialog", { name: "Bring Mia back?" });
  }

  it("brings the appointments back too, and says what came of it when the list is gone", async () => {
    const back = departure({ ...left, state: "undone", is_deleted: false, taken_back: 3 });
    server.use(
      http.get(api("/departures/d1"), () => HttpResponse.json(back)),
      http.post(api("/departures/d1/undo"), () => {
        standing = [...former, ...standing];
        former = [];
        return HttpResponse.json(back, { status: 202 });
      }),
    );
    const dialog = await askToBringBack();
    expect(within(dialog).getByRole("radio", { name: /With the 3 appointments/ })).toBeChecked();
    fireEvent.click(within(dialog).getByRole("button", { name: "Bring Mia back" }));
    expect(await screen.findByText("Mia is back, with 3 appointments as before.")).toBeVisible();
    expect(restored).toEqual([]);
  });

  it("brings back whoever it is alone", async () => {
    const dialog = await askToBringBack();
    fireEvent.click(within(dialog).getByRole("radio", { name: "Alone" }));
    fireEvent.click(within(dialog).getByRole("button", { name: "Bring Mia back" }));
    expect(await screen.findByText("Mia is back.")).toBeVisible();
    expect(restored).toEqual([{ is_active: true }, '"1"']);
  });
});

describe("what was deleted by somebody else", () => {
  const shown = (path: string) =>
    renderApp(
      <>
        <ResourcesView linksOf={() => null} />
        <Address />
      </>,
      { path },
    );

  it("is said to be gone when it was open, and leaves the address", async () => {
    const { client } = shown("/?resource=r1");
    expect(await screen.findByRole("heading", { name: "Mia" })).toBeVisible();
    standing = standing.slice(1);
    client.invalidateQueries({ queryKey: keys.resources.all });
    expect(await screen.findByText("Mia is no longer here: deleted meanwhile.")).toBeVisible();
    await waitFor(() => expect(screen.getByTestId("address")).toBeEmptyDOMElement());
  });

  it("is said to be gone when a link leads to it", async () => {
    shown("/?kind=staff&resource=r9");
    expect(await screen.findByText(/What this link leads to is no longer here/)).toBeVisible();
    await waitFor(() => expect(screen.getByTestId("address")).toHaveTextContent("?kind=staff"));
  });

  it("does not stand in the way back, and is said once", async () => {
    shown("/?kind=room");
    fireEvent.click(await screen.findByRole("button", { name: "To r9" }));
    expect(await screen.findByText(/What this link leads to is no longer here/)).toBeVisible();
    await waitFor(() => expect(screen.getByTestId("address")).toHaveTextContent("?kind=staff"));
    fireEvent.click(screen.getByRole("button", { name: "Back" }));
    await waitFor(() => expect(screen.getByTestId("address")).toHaveTextContent("?kind=room"));
    expect(screen.getAllByText(/What this link leads to is no longer here/)).toHaveLength(1);
  });
});

it("keeps weekly hours that are not saved yet while another tab is looked at, and asks before they are lost", async () => {
  server.use(http.get(api("/time-off"), () => HttpResponse.json({ items: [], next: null })));
  renderApp(<ResourcesView linksOf={() => null} />);
  fireEvent.click(await screen.findByText("Mia"));
  const sunday = await screen.findByRole("switch", { name: "Sunday" });
  expect(sunday).not.toBeChecked();
  fireEvent.click(sunday);
  fireEvent.click(screen.getByRole("tab", { name: "Time off" }));
  fireEvent.click(screen.getByRole("tab", { name: "Weekly hours" }));
  expect(screen.getByRole("switch", { name: "Sunday" })).toBeChecked();
  const off = screen.getByRole("tab", { name: "Time off" });
  fireEvent.click(off);
  fireEvent.keyDown(off, { key: "Escape" });
  expect(await screen.findByText("Close without saving?")).toBeVisible();
});

function Address() {
  const navigate = useNavigate();
  return (
    <>
      <span data-testid="address">{useLocation().search}</span>
      <button type="button" onClick={() => navigate("/?kind=staff&resource=r9")}>
        To r9
      </button>
      <button type="button" onClick={() => navigate(-1)}>
        Back
      </button>
    </>
  );
}
