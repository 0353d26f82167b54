import { notifications } from "@mantine/notifications";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { api, HttpResponse, http, server } from "../../../test/server";
import { CalendarLinks } from "./CalendarLinks";

const URL = "https://northside.example/api/v1/public/calendars/secret.ics";
const OWN = { id: "f1", created_at: "2026-11-24T15:00:00Z", made_by: "Ana Reyes", is_own: true };

afterEach(() => notifications.clean());

describe("private calendar links", () => {
  it("shows a new link once, to copy or to open", async () => {
    const items: object[] = [];
    server.use(
      http.get(api("/resources/r1/feeds"), () => HttpResponse.json({ items })),
      http.post(api("/resources/r1/feeds"), () => {
        items.push(OWN);
        return HttpResponse.json({ id: "f1", url: URL }, { status: 201 });
      }),
    );
    const user = userEvent.setup();
    renderApp(<CalendarLinks resourceId="r1" />);
    await user.click(await screen.findByRole("button", { name: "Make a link" }));
    expect(await screen.findByText(URL)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Open in a calendar program" })).toHaveAttribute(
      "href",
      URL.replace("https:", "webcal:"),
    );
    await user.click(screen.getByRole("button", { name: "Copy link" }));
    expect(await screen.findByRole("button", { name: "Copied" })).toBeInTheDocument();
    expect(await screen.findByText("Your link, made Nov 24, 2026")).toBeInTheDocument();
  });

  it("ends a link after a question", async () => {
    const ended: string[] = [];
    const other = { ...OWN, id: "f2", made_by: "Max Moss", is_own: false };
    server.use(
      http.get(api("/resources/r1/feeds"), () => HttpResponse.json({ items: [OWN, other] })),
      http.delete(api("/feeds/:id"), ({ params }) => {
        ended.push(String(params.id));
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const user = userEvent.setup();
    renderApp(<CalendarLinks resourceId="r1" />);
    await user.click(await screen.findByRole("button", { name: "End: Link of Max Moss" }));
    const dialog = await screen.findByRole("dialog");
    expect(ended).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "End link" }));
    await expect.poll(() => ended).toEqual(["f2"]);
  });

  it("is for a customer's own bookings without a resource", async () => {
    server.use(http.get(api("/my/feeds"), () => HttpResponse.json({ items: [OWN] })));
    renderApp(<CalendarLinks />);
    expect(await screen.findByRole("button", { name: "Make a new link" })).toBeInTheDocument();
  });
});
