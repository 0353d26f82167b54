import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { HttpResponse, http, server } from "../../../test/server";
import { choosing } from "./choosing";
import { countdowns, durationText } from "./countdowns";
import { dialogs } from "./dialogs";
import { send } from "./sending";

const API = "http://localhost:3000/api/v1/platform/masquerades";

beforeAll(() => {
  // jsdom has the element but not its opening.
  HTMLDialogElement.prototype.showModal = function open() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function shut() {
    this.open = false;
  };
});
afterEach(() => {
  document.body.innerHTML = "";
  vi.useRealTimers();
});

function show(html: string): Document {
  const page = document.implementation.createHTMLDocument();
  page.body.innerHTML = html;
  document.body.replaceChildren(...page.body.childNodes);
  return document;
}

describe("a row's dialog", () => {
  it("names the row as text and carries its hidden fields, once", () => {
    const root = show(`
      <button data-dialog="suspend" data-name="<b>Bella</b>" data-values='{"id":"7","version":"2"}'>Open</button>
      <dialog id="dialog-suspend"><form method="post" action="/admin/tenants/suspend">
        <h2 data-named="Suspend {name}?"></h2><button type="button" data-close>Cancel</button>
      </form></dialog>`);
    dialogs(root);
    const button = root.querySelector<HTMLElement>("[data-dialog]");
    button?.click();
    button?.click();
    expect(root.querySelector("h2")?.textContent).toBe("Suspend <b>Bella</b>?");
    const form = root.querySelector("form") as HTMLFormElement;
    expect([...new FormData(form)]).toEqual([
      ["id", "7"],
      ["version", "2"],
    ]);
    root.querySelector<HTMLElement>("[data-close]")?.click();
    expect(root.querySelector("dialog")?.open).toBe(false);
  });

  it("carries every chosen row and says how many there are", () => {
    const root = show(`
      <input type="checkbox" data-choose-all>
      <input type="checkbox" data-choose value="a"><input type="checkbox" data-choose value="b">
      <button data-dialog="revoke" data-bulk hidden>Take back: <span data-count></span></button>
      <dialog id="dialog-revoke"><form method="post"><h2 data-named="Take {name} back?"></h2></form></dialog>`);
    dialogs(root);
    choosing(root);
    const button = root.querySelector<HTMLElement>("[data-bulk]");
    expect(button?.hidden).toBe(true);
    root.querySelector<HTMLElement>("[data-choose-all]")?.click();
    expect(button?.hidden).toBe(false);
    button?.click();
    expect(root.querySelector("h2")?.textContent).toBe("Take 2 chosen back?");
    const form = root.querySelector("form") as HTMLFormElement;
    expect(new FormData(form).getAll("id")).toEqual(["a", "b"]);
  });
});

describe("a form of a page", () => {
  const dialog = `
    <button data-dialog="plan" data-name="Bella" data-values='{"id":"7","plan":"business"}'>Plan</button>
    <dialog id="dialog-plan"><form method="post" action="/admin/tenants/plan">
      <p data-refusal hidden></p>
      <input type="hidden" name="csrf_token" value="token"><input type="hidden" name="back" value="sort=1">
      <h2 data-named="Plan of {name}?"></h2>
      <label>Plan <select name="plan"><option value="free">Free</option><option value="business">Business</option></select></label>
      <label>Price <input name="price" type="text"></label>
      <button type="submit">Change</button>
    </form></dialog>`;
  const PLAN = "http://localhost:3000/admin/tenants/plan";

  function opened(): { root: Document; form: HTMLFormElement } {
    const root = show(dialog);
    dialogs(root);
    root.querySelector<HTMLElement>("[data-dialog]")?.click();
    return { root, form: root.querySelector("form") as HTMLFormElement };
  }

  it("opens with the row's own choice, and forgets what was typed for another", () => {
    const { root, form } = opened();
    const plan = form.elements.namedItem("plan") as HTMLSelectElement;
    expect(plan.value).toBe("business");
    plan.value = "free";
    (form.elements.namedItem("price") as HTMLInputElement).value = "12";
    root.querySelector<HTMLElement>("[data-dialog]")?.click();
    expect([...new FormData(form)]).toEqual([
      ["csrf_token", "token"],
      ["back", "sort=1"],
      ["plan", "business"],
      ["price", ""],
      ["id", "7"],
    ]);
  });

  it("is sent as it is and goes on where the page says", async () => {
    const seen: unknown[] = [];
    server.use(
      http.post(PLAN, async ({ request }) => {
        seen.push(await request.text(), request.headers.get("Accept"));
        return HttpResponse.json({ url: "/admin/tenants/?done=planned" });
      }),
    );
    const go = vi.fn();
    await send(opened().form, go);
    expect(seen).toEqual([
      "csrf_token=token&back=sort%3D1&plan=business&price=&id=7",
      "application/json, application/problem+json",
    ]);
    expect(go).toHaveBeenCalledWith("/admin/tenants/?done=planned");
  });

  it("says what is wrong beside the field, once, and above the form what is no field's", async () => {
    const refuse = (body: object, status: number) =>
      server.use(http.post(PLAN, () => HttpResponse.json(body, { status })));
    const { root, form } = opened();
    const price = form.elements.namedItem("price") as HTMLInputElement;
    const errors = { form: { price: ["Please give dollars and whole cents."] } };
    refuse({ type: "/problems/malformed", title: "Not valid.", status: 422, errors }, 422);
    await send(form, vi.fn());
    await send(form, vi.fn());
    expect(root.querySelectorAll("[data-wrong]")).toHaveLength(1);
    expect(price).toHaveAccessibleErrorMessage("Please give dollars and whole cents.");
    expect(price).toHaveFocus();
    expect(form.querySelector("button")?.disabled).toBe(false);

    refuse({ type: "/problems/stale", title: "Someone changed this.", status: 412 }, 412);
    await send(form, vi.fn());
    expect(root.querySelectorAll("[data-wrong]")).toHaveLength(0);
    expect(price).not.toHaveAttribute("aria-invalid");
    expect(root.querySelector("[data-refusal]")?.textContent).toBe("Someone changed this.");
  });

  it("asks to sign in again by loading the page", async () => {
    const gone = { type: "/problems/not-signed-in", title: "Please sign in.", status: 401 };
    server.use(http.post(PLAN, () => HttpResponse.json(gone, { status: 401 })));
    const go = vi.fn();
    await send(opened().form, go);
    expect(go).toHaveBeenCalledWith(undefined);
  });
});

describe("the way back", () => {
  const begin = `<dialog open><form method="post" action="${API}" data-api data-values="{}">
    <input name="csrf_token" value="token"><button type="submit">Begin</button></form></dialog>`;
  const stop = `<form method="post" action="${API}" data-api><button type="submit">Stop</button></form>`;

  it("leads from Stop to the page on which the visit was begun", async () => {
    server.use(http.post(API, () => HttpResponse.json({ url: "/app" })));
    window.history.replaceState(null, "", "/admin/users/?search=stella");
    const go = vi.fn();
    await send(show(begin).querySelector("form") as HTMLFormElement, go);
    expect(go).toHaveBeenLastCalledWith("/app");
    await send(show(stop).querySelector("form") as HTMLFormElement, go);
    expect(go).toHaveBeenLastCalledWith("/admin/users/?search=stella");
    await send(show(stop).querySelector("form") as HTMLFormElement, go);
    expect(go).toHaveBeenLastCalledWith("/app");
    window.history.replaceState(null, "", "/");
  });
});

describe("a form of the API", () => {
  const form = `<form method="post" action="${API}" data-api data-values='{"tenant_id":null,"user_id":"7"}'>
    <input name="csrf_token" value="token"><input name="back" value="x"><input name="reason" value="why">
    <p data-refusal hidden></p><button type="submit">Begin</button></form>`;

  it("sends the row and the answers as JSON with the token, and goes where it is told", async () => {
    const seen: unknown[] = [];
    server.use(
      http.post(API, async ({ request }) => {
        seen.push(await request.json(), request.headers.get("X-CSRF-Token"));
        return HttpResponse.json({ url: "http://bella.example/visit" });
      }),
    );
    const go = vi.fn();
    await send(show(form).querySelector("form") as HTMLFormElement, go);
    expect(seen).toEqual([{ tenant_id: null, user_id: "7", reason: "why" }, "token"]);
    expect(go).toHaveBeenCalledWith("http://bella.example/visit");
  });

  it("says a refusal in words and may be sent again", async () => {
    server.use(
      http.post(API, () =>
        HttpResponse.json(
          { type: "/problems/visit-open", title: "You are on a visit already.", status: 409 },
          { status: 409 },
        ),
      ),
    );
    const go = vi.fn();
    const root = show(form);
    await send(root.querySelector("form") as HTMLFormElement, go);
    expect(root.querySelector("[data-refusal]")?.textContent).toBe("You are on a visit already.");
    expect(root.querySelector<HTMLElement>("[data-refusal]")?.hidden).toBe(false);
    expect(root.querySelector("button")?.disabled).toBe(false);
    expect(go).not.toHaveBeenCalled();
  });
});

describe("a countdown", () => {
  it("reads as minutes, and hours from sixty on", () => {
    expect(durationText(59)).toBe("0:59");
    expect(durationText(61)).toBe("1:01");
    expect(durationText(3_661)).toBe("1:01:01");
  });

  it("runs down and asks the server when it is over", () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
    const reload = vi.fn();
    const root = show('<span data-seconds="2">0:02 left</span>');
    countdowns(root, reload);
    vi.advanceTimersByTime(1_000);
    expect(root.querySelector("span")?.textContent).toBe("0:01 left");
    expect(reload).not.toHaveBeenCalled();
    vi.advanceTimersByTime(5_000);
    expect(reload).toHaveBeenCalledOnce();
  });
});
