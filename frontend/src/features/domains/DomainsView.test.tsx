import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { Domain } from "../../api/generated/api.schemas";
import { DomainsView } from "./DomainsView";

const HOST = "book.example.com";
const domain: Domain = {
  id: "d1",
  host: HOST,
  verified_at: null,
  checked_at: null,
  finding: null,
  is_pointed_here: false,
  failures: 0,
  url: `https://${HOST}`,
  records: [
    { kind: "TXT", name: `_smoothschedule.${HOST}`, value: "proof=1", purpose: "proof" },
    { kind: "CNAME", name: HOST, value: "edge.example.net", purpose: "way" },
  ],
};

function answer(...items: Domain[]) {
  server.use(http.get(api("/domains"), () => HttpResponse.json({ items })));
}

describe("domains", () => {
  it("puts what is no host beside its field", async () => {
    answer();
    server.use(
      http.post(api("/domains"), () =>
        problem(422, "malformed", "Not valid.", {
          errors: { json: { host: ["Only the host name, please."] } },
        }),
      ),
    );
    const user = userEvent.setup();
    renderApp(<DomainsView />);
    await user.type(await screen.findByRole("textbox", { name: "Domain" }), "https://x.y");
    await user.click(screen.getByRole("button", { name: "Add domain" }));
    expect(await screen.findByText("Only the host name, please.")).toBeInTheDocument();
    expect(screen.getByRole("textbox", { name: "Domain" })).toHaveFocus();
  });

  it("shows the exact records, each part ready to be copied", async () => {
    answer(domain);
    renderApp(<DomainsView />);
    const card = await screen.findByRole("region", { name: HOST });
    expect(within(card).getByText(`_smoothschedule.${HOST}`)).toBeInTheDocument();
    expect(within(card).getByText("proof=1")).toBeInTheDocument();
    expect(
      within(card).getByRole("button", { name: "Copy the CNAME record's value" }),
    ).toBeInTheDocument();
    expect(within(card).getByText("Not verified")).toBeInTheDocument();
  });

  it("checks, waits for the answer and says what to do", async () => {
    let asked = 0;
    server.use(
      http.get(api("/domains"), () =>
        HttpResponse.json({
          items: [
            asked
              ? { ...domain, checked_at: "2026-11-24T15:00:00Z", finding: "wrong", failures: 1 }
              : domain,
          ],
        }),
      ),
      http.post(api("/domains/d1/check"), () => {
        asked += 1;
        return HttpResponse.json(domain, { status: 202 });
      }),
    );
    const user = userEvent.setup();
    renderApp(<DomainsView />);
    await user.click(await screen.findByRole("button", { name: `Check ${HOST} now` }));
    expect(await screen.findByText("Asking the DNS …")).toBeInTheDocument();
    expect(
      await screen.findByText(/it says something else/, undefined, { timeout: 4_000 }),
    ).toBeInTheDocument();
  });

  it("says so when the answer is too fresh to be asked for again", async () => {
    const fresh = { ...domain, checked_at: new Date().toISOString(), finding: "wrong" as const };
    answer(fresh);
    server.use(
      http.post(api("/domains/d1/check"), () => HttpResponse.json(fresh, { status: 202 })),
    );
    const user = userEvent.setup();
    renderApp(<DomainsView />);
    await user.click(await screen.findByRole("button", { name: `Check ${HOST} now` }));
    expect(await screen.findByText(/was checked just now/)).toBeInTheDocument();
    expect(screen.queryByText("Asking the DNS …")).not.toBeInTheDocument();
  });

  it("asks before a live domain is removed", async () => {
    answer({
      ...domain,
      verified_at: "2026-11-24T15:00:00Z",
      checked_at: "2026-11-24T15:00:00Z",
      finding: "found",
      is_pointed_here: true,
    });
    let removed = false;
    server.use(
      http.delete(api("/domains/d1"), () => {
        removed = true;
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const user = userEvent.setup();
    renderApp(<DomainsView />);
    expect(await screen.findByText(/Guests can book here/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: `Remove ${HOST}` }));
    expect(removed).toBe(false);
    await user.click(await screen.findByRole("button", { name: "Remove domain" }));
    expect(await screen.findByText(`${HOST} no longer leads here.`)).toBeInTheDocument();
    expect(removed).toBe(true);
  });
});
