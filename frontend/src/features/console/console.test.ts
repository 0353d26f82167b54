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
