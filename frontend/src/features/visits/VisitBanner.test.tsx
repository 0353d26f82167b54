import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { renderApp, visiting as visitTo } from "../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { Me, MeVisit } from "../../api/generated/api.schemas";
import { leaveFor } from "../../lib/leaveFor";
import { VisitBanner } from "./VisitBanner";

vi.mock("../../lib/leaveFor", () => ({ leaveFor: vi.fn() }));

const NOW = new Date("2026-11-24T15:00:00Z");

function visiting(more: Partial<MeVisit> = {}): Me {
  const here = visitTo({
    actor: { name: "Ana Reyes", email: "ana@example.com", role: "TENANT_OWNER" },
    expires_at: "2026-11-24T15:42:00Z",
    ...more,
  });
  return {
    ...here,
    user: { ...here.user, id: "u2", name: "Stella Staff", role: "TENANT_STAFF" },
  };
}

beforeEach(() => {
  vi.mocked(leaveFor).mockClear();
  vi.useFakeTimers({ now: NOW, shouldAdvanceTime: true });
});
afterEach(() => vi.useRealTimers());

describe("the visit's banner", () => {
  it("is not there while one is oneself", () => {
    renderApp(<VisitBanner />);
    expect(screen.queryByRole("region", { name: "Visit" })).not.toBeInTheDocument();
  });

  it("names both identities, the business, the mode and the time left", () => {
    renderApp(<VisitBanner />, { who: visiting() });
    expect(screen.getByRole("region", { name: "Visit" })).toHaveTextContent(
      "You are Stella Staff, really Ana Reyes (owner) · Northside Studio view only",
    );
    expect(screen.getByRole("timer")).toHaveTextContent("42 min left");
    expect(screen.getByRole("status")).toHaveTextContent(
      "You are Stella Staff at Northside Studio, really Ana Reyes (owner). You may look only.",
    );
  });

  it("says that what one was lent may be done on a visit to look only", () => {
    const entered = visiting({ kind: "entry" });
    const looking = { ...entered, permissions: ["use_calendar" as const, "view_setup" as const] };
    const { unmount } = renderApp(<VisitBanner />, { who: looking });
    expect(screen.getByRole("region", { name: "Visit" })).toHaveTextContent("view only");
    unmount();
    const lent = { ...looking, permissions: [...looking.permissions, "edit_services" as const] };
    renderApp(<VisitBanner />, { who: lent });
    expect(screen.getByRole("region", { name: "Visit" })).toHaveTextContent(
      "view, and what is lent",
    );
    expect(screen.getByRole("status")).toHaveTextContent("do what you were lent");
  });

  it("says inside which business one is as oneself", () => {
    const actor = { name: "Sam Super", email: "sam@example.com", role: "SUPERUSER" };
    renderApp(<VisitBanner />, {
      who: visiting({ kind: "entry", mode: "act", can_write: true, actor }),
    });
    expect(screen.getByRole("region", { name: "Visit" })).toHaveTextContent(
      "You are inside Northside Studio as Sam Super (SmoothSchedule superuser) may act",
    );
  });

  it("counts down, warns aloud once it gets late, and asks the server at the end", async () => {
    let asked = 0;
    server.use(
      http.get(api("/me"), () => {
        asked += 1;
        return HttpResponse.json(visiting());
      }),
    );
    renderApp(<VisitBanner />, { who: visiting() });
    const before = asked;
    act(() => void vi.setSystemTime(new Date("2026-11-24T15:37:30Z")));
    await act(() => vi.advanceTimersByTimeAsync(1000));
    expect(screen.getByRole("timer")).toHaveTextContent("5 min left");
    expect(screen.getByRole("status")).toHaveTextContent("Less than five minutes are left");
    act(() => void vi.setSystemTime(new Date("2026-11-24T15:41:30Z")));
    await act(() => vi.advanceTimersByTimeAsync(1000));
    expect(screen.getByRole("timer")).toHaveTextContent(/^(29|30) s left$/);
    act(() => void vi.setSystemTime(new Date("2026-11-24T15:42:00Z")));
    await act(() => vi.advanceTimersByTimeAsync(1000));
    await waitFor(() => expect(asked).toBeGreaterThan(before));
  });

  it("stops by keyboard and goes where the server says", async () => {
    const url = "https://platform.example/app/visit-over";
    server.use(http.post(api("/auth/visit/stop"), () => HttpResponse.json({ url })));
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
    renderApp(<VisitBanner />, { who: visiting() });
    await user.tab();
    expect(screen.getByRole("button", { name: "Stop" })).toHaveFocus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(leaveFor).toHaveBeenCalledWith(url));
  });

  it("says why it cannot stop", async () => {
    server.use(
      http.post(api("/auth/visit/stop"), () => problem(503, "unavailable", "Come back later.")),
    );
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
    renderApp(<VisitBanner />, { who: visiting() });
    await user.click(screen.getByRole("button", { name: "Stop" }));
    expect(await screen.findByText("Come back later.")).toBeInTheDocument();
    expect(leaveFor).not.toHaveBeenCalled();
  });
});
