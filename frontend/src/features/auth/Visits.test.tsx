import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { me, renderApp } from "../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import { ProblemError } from "../../api/problem";
import { leaveFor } from "../../lib/leaveFor";
import { VisitLanding } from "./VisitLanding";
import { VisitOver } from "./VisitOver";
import { VisitReturn } from "./VisitReturn";

vi.mock("../../lib/leaveFor", () => ({ leaveFor: vi.fn() }));

beforeEach(() => vi.mocked(leaveFor).mockClear());

function land() {
  renderApp(<VisitLanding business="Bella" platformUrl="https://platform.example/app" />, {
    path: "/visit?token=secret",
    who: null,
  });
}

describe("arriving by the hand-over link", () => {
  it("posts the token, and only that changes anything", async () => {
    let sent: unknown;
    server.use(
      http.post(api("/auth/visit/redeem"), async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(me);
      }),
    );
    land();
    await waitFor(() => expect(leaveFor).toHaveBeenCalledWith("/app"));
    expect(sent).toEqual({ token: "secret" });
  });

  it("says that a used, old or changed link leads nowhere, and leads back", async () => {
    server.use(
      http.post(api("/auth/visit/redeem"), () => problem(410, "link-expired", "Expired.")),
    );
    land();
    expect(
      await screen.findByRole("heading", { name: "This link leads nowhere any more" }),
    ).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Back to the platform" })).toHaveAttribute(
      "href",
      "https://platform.example/app",
    );
    expect(leaveFor).not.toHaveBeenCalled();
  });
});

describe("coming back", () => {
  it("goes where the server says", async () => {
    server.use(http.post(api("/auth/visit/return"), () => HttpResponse.json({ url: "/app" })));
    renderApp(<VisitReturn business="SmoothSchedule" />);
    await waitFor(() => expect(leaveFor).toHaveBeenCalledWith("/app"));
  });

  it("is at home already when there is no visit", async () => {
    server.use(http.post(api("/auth/visit/return"), () => problem(409, "no-visit", "None.")));
    renderApp(<VisitReturn business="SmoothSchedule" />);
    await waitFor(() => expect(leaveFor).toHaveBeenCalledWith("/app"));
  });
});

describe("a visit that is over", () => {
  const over = new ProblemError({
    type: "/problems/visit-over",
    title: "This visit is over.",
    reason: "ended_by_owner",
    return_url: "https://platform.example/app/visit-over",
  });

  it("says why and goes back by a press", async () => {
    server.use(
      http.post(api("/auth/visit/return"), () => HttpResponse.json({ url: over.returnUrl })),
    );
    renderApp(<VisitOver business="Bella" problem={over} />);
    expect(screen.getByText("The owner of the business ended it.")).toBeInTheDocument();
    await userEvent.setup().click(screen.getByRole("button", { name: "Go back" }));
    await waitFor(() => expect(leaveFor).toHaveBeenCalledWith(over.returnUrl));
  });

  it("leads back even when the session is gone", async () => {
    server.use(http.post(api("/auth/visit/return"), () => problem(409, "no-visit", "None.")));
    renderApp(<VisitOver business="Bella" problem={over} />);
    await userEvent.setup().click(screen.getByRole("button", { name: "Go back" }));
    await waitFor(() => expect(leaveFor).toHaveBeenCalledWith(over.returnUrl));
  });
});
