import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { renderApp } from "../../../test/render";
import { ProblemError } from "../../api/problem";
import { leaveFor } from "../../lib/leaveFor";
import { hasUnsaved } from "../../ui/Begun";
import { StartVisitDialog, type VisitWish } from "./StartVisitDialog";

vi.mock("../../lib/leaveFor", () => ({ leaveFor: vi.fn() }));

function open(start: (wish: VisitWish) => Promise<string>, person?: string) {
  const endOpen = vi.fn().mockResolvedValue(undefined);
  renderApp(
    <StartVisitDialog
      title="View as Stella Staff"
      act="View as Stella Staff"
      person={person}
      inside="You come as yourself."
      start={start}
      endOpen={endOpen}
      onClose={() => {}}
    />,
  );
  return { endOpen, user: userEvent.setup() };
}

const go = () => screen.getByRole("button", { name: "View as Stella Staff" });

beforeEach(() => vi.mocked(leaveFor).mockClear());

describe("starting a visit", () => {
  it("asks for the reason beside its field before anything is sent", async () => {
    const start = vi.fn();
    const { user } = open(start, "Stella Staff");
    await user.click(go());
    const reason = screen.getByLabelText("Reason");
    expect(reason).toHaveAccessibleDescription(/Say why, in a few words/);
    expect(reason).toHaveFocus();
    expect(start).not.toHaveBeenCalled();
  });

  it("looks only unless one chooses to act, and goes where the visit is", async () => {
    const start = vi.fn().mockResolvedValue("https://bella.example/visit?token=t");
    const { user } = open(start, "Stella Staff");
    expect(screen.getByRole("radio", { name: "Look only" })).toBeChecked();
    await user.type(screen.getByLabelText("Reason"), "  to help  ");
    await user.click(go());
    await waitFor(() => expect(leaveFor).toHaveBeenCalled());
    expect(vi.mocked(leaveFor).mock.calls[0]?.[0]).toBe("https://bella.example/visit?token=t");
    expect(start).toHaveBeenCalledWith({ mode: "view", reason: "to help" });
    expect(hasUnsaved(), "nothing that would hold one back").toBe(false);
  });

  it("asks before it closes over a reason", async () => {
    const { user } = open(vi.fn(), "Stella Staff");
    await user.type(screen.getByLabelText("Reason"), "to help");
    await user.keyboard("{Escape}");
    expect(await screen.findByText("Close without saving?")).toBeVisible();
    expect(hasUnsaved()).toBe(true);
  });

  it("sends that one wants to act", async () => {
    const start = vi.fn().mockResolvedValue("/app");
    const { user } = open(start, "Stella Staff");
    await user.click(screen.getByRole("radio", { name: "Act" }));
    await user.type(screen.getByLabelText("Reason"), "she is ill");
    await user.click(go());
    await waitFor(() => expect(start).toHaveBeenCalledWith({ mode: "act", reason: "she is ill" }));
  });

  it("asks for no mode where a business is entered as oneself", () => {
    open(vi.fn());
    expect(screen.queryByRole("radio")).not.toBeInTheDocument();
    expect(screen.getByText("You come as yourself.")).toBeInTheDocument();
  });

  it("shows what the server says of the reason beside the field", async () => {
    const refusal = new ProblemError({
      type: "/problems/malformed",
      errors: { json: { reason: ["At most 300 characters."] } },
    });
    const { user } = open(vi.fn().mockRejectedValue(refusal), "Stella Staff");
    await user.type(screen.getByLabelText("Reason"), "because");
    await user.click(go());
    await waitFor(() =>
      expect(screen.getByLabelText("Reason")).toHaveAccessibleDescription(/At most 300/),
    );
  });

  it("says in plain words why it may not be", async () => {
    const refusal = new ProblemError({
      type: "/problems/masquerade-refused",
      title: "This account is not active, so nobody can be in its place.",
    });
    const { user } = open(vi.fn().mockRejectedValue(refusal), "Stella Staff");
    await user.type(screen.getByLabelText("Reason"), "because");
    await user.click(go());
    expect(await screen.findByRole("alert")).toHaveTextContent("This account is not active");
    expect(leaveFor).not.toHaveBeenCalled();
  });

  it("offers to end the visit that is in the way", async () => {
    const refusal = new ProblemError({
      type: "/problems/visit-open",
      title: "You are on a visit already.",
      visit: { id: "v9" },
    });
    const start = vi.fn().mockRejectedValueOnce(refusal).mockResolvedValue("/app");
    const { user, endOpen } = open(start, "Stella Staff");
    await user.type(screen.getByLabelText("Reason"), "because");
    await user.click(go());
    await user.click(
      await screen.findByRole("button", { name: "End that visit and start this one" }),
    );
    await waitFor(() => expect(leaveFor).toHaveBeenCalled());
    expect(endOpen).toHaveBeenCalledWith("v9");
  });
});
