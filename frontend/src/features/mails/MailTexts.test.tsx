import { notifications } from "@mantine/notifications";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { MailText } from "../../api/generated/api.schemas";
import { lacksOf } from "./lacking";
import { MailTextsView } from "./MailTextsView";

const VARIABLES = ["customer_name", "when", "details"].map((name) => ({ name, meaning: name }));
const OURS: MailText = {
  kind: "confirmation",
  subject: "Your appointment",
  body: "Hello {{customer_name}},\n\n{{details}}",
  is_own: false,
  version: 0,
  variables: VARIABLES,
  lacks: [],
};

afterEach(() => notifications.clean());
beforeEach(() => {
  server.use(
    http.post(api("/mail-texts/:kind/preview"), async ({ request }) => {
      const { subject } = (await request.json()) as { subject: string };
      const html = `<body style="color:red"><p style="margin:1px">Hello</p></body>`;
      return HttpResponse.json({ subject: `${subject}!`, text: "Hello", html, lacks: [] });
    }),
  );
});

function show(text: MailText = OURS) {
  server.use(http.get(api("/mail-texts"), () => HttpResponse.json({ items: [text] })));
  renderApp(<MailTextsView />);
  return userEvent.setup();
}

describe("the words of the mails", () => {
  it("saves the business's own in the version seen", async () => {
    const sent: unknown[] = [];
    server.use(
      http.put(api("/mail-texts/confirmation"), async ({ request }) => {
        sent.push(await request.json(), request.headers.get("If-Match"));
        return HttpResponse.json({ ...OURS, is_own: true, version: 1 });
      }),
    );
    const user = show();
    const subject = await screen.findByRole("textbox", { name: "Subject" });
    await user.clear(subject);
    await user.type(subject, "See you");
    await user.click(screen.getByRole("button", { name: "Save mail" }));
    await expect.poll(() => sent).toEqual([{ subject: "See you", body: OURS.body }, '"0"']);
  });

  it("keeps what is typed while a save is on its way, as a change of what that save makes", async () => {
    const seen: unknown[] = [];
    let answer: () => void = () => undefined;
    server.use(
      http.put(api("/mail-texts/confirmation"), async ({ request }) => {
        const { subject } = (await request.json()) as MailText;
        seen.push([request.headers.get("If-Match"), subject]);
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
        return HttpResponse.json({ ...OURS, subject, is_own: true, version: seen.length });
      }),
    );
    const user = show();
    const subject = await screen.findByRole("textbox", { name: "Subject" });
    await user.type(subject, " One");
    await user.click(screen.getByRole("button", { name: "Save mail" }));
    await expect.poll(() => seen).toEqual([['"0"', "Your appointment One"]]);
    await user.type(subject, " Two");
    answer();
    await screen.findByText(/is saved\./);
    await user.click(screen.getByRole("button", { name: "Save mail" }));
    await expect.poll(() => seen[1]).toEqual(['"1"', "Your appointment One Two"]);
    answer();
  });

  it("takes over what somebody else wrote meanwhile, and is saved over that", async () => {
    const seen: (string | null)[] = [];
    const theirs = { ...OURS, subject: "Theirs", body: "Hi {{when}}", is_own: true, version: 1 };
    const user = show();
    const subject = await screen.findByRole("textbox", { name: "Subject" });
    server.use(
      http.get(api("/mail-texts"), () => HttpResponse.json({ items: [theirs] })),
      http.put(api("/mail-texts/confirmation"), ({ request }) => {
        seen.push(request.headers.get("If-Match"));
        return seen.length === 1
          ? problem(412, "stale", "Someone changed this in the meantime.")
          : HttpResponse.json({ ...theirs, subject: "Your appointment One", version: 2 });
      }),
    );
    await user.type(subject, " One");
    await user.click(screen.getByRole("button", { name: "Save mail" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Look it over and save again.");
    expect(subject).toHaveValue("Your appointment One");
    expect(subject).toHaveAccessibleDescription(/Someone else changed this: “Theirs”/);
    expect(screen.getByRole("textbox", { name: "Text" })).toHaveValue("Hi {{when}}");
    await user.click(screen.getByRole("button", { name: "Save mail" }));
    await expect.poll(() => seen).toEqual(['"0"', '"1"']);
  });

  it("puts a variable in where the cursor is", async () => {
    const user = show();
    const text = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Text" });
    await user.click(text);
    text.setSelectionRange(6, 23);
    await user.click(screen.getByRole("button", { name: "Put in: when" }));
    expect(text).toHaveValue("Hello {{when}},\n\n{{details}}");
  });

  it("names a slip beside its field", async () => {
    server.use(
      http.put(api("/mail-texts/confirmation"), () =>
        problem(422, "unknown-variable", "Unknown.", {
          errors: { json: { body: ["There is no {{nobody}} in this mail."] } },
        }),
      ),
    );
    const user = show();
    await user.type(await screen.findByRole("textbox", { name: "Subject" }), " x");
    await user.click(screen.getByRole("button", { name: "Save mail" }));
    expect(await screen.findByText("There is no {{nobody}} in this mail.")).toBeInTheDocument();
  });

  it("shows the mail as the server writes it, with its styles, apart from the page", async () => {
    show();
    expect(
      await screen.findByText("Your appointment!", undefined, { timeout: 5_000 }),
    ).toBeInTheDocument();
    const page = screen.getByRole("region", { name: "Preview of the mail" });
    const line = page.shadowRoot?.querySelector("p");
    expect(line?.style.margin).toBe("1px");
    expect(line?.parentElement?.inert).toBe(true);
  });

  it("goes back to the first text after a question", async () => {
    const seen: (string | null)[] = [];
    server.use(
      http.delete(api("/mail-texts/confirmation"), ({ request }) => {
        seen.push(request.headers.get("If-Match"));
        return HttpResponse.json(OURS);
      }),
    );
    const user = show({ ...OURS, is_own: true, version: 3 });
    await user.click(await screen.findByRole("button", { name: "Go back to the first text" }));
    await user.click(await screen.findByRole("button", { name: "Go back" }));
    await expect.poll(() => seen).toEqual(['"3"']);
  });
});

describe("what a mail lacks", () => {
  it.each([
    ["{{details}}", null],
    ["at {{ when }}", null],
    [
      "{{where}}",
      "This mail does not say when the appointment is: put in {{details}} or {{when}}.",
    ],
  ])("%s", (body, lacks) => {
    expect(lacksOf(OURS, { subject: "Hello", body })).toBe(lacks);
  });

  it("is the times for a series, and nothing once it is off", () => {
    const words = { subject: "Hello", body: "Hello" };
    const series = { ...OURS, kind: "series" as const };
    expect(lacksOf(series, words)).toMatch(/put in {{times}}/);
    expect(lacksOf({ ...series, kind: "series_off", variables: [] }, words)).toBeNull();
  });
});
