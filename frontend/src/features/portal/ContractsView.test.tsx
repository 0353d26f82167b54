import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { me, renderApp } from "../../../test/render";
import { api, HttpResponse, http, server } from "../../../test/server";
import type { MyContract } from "../../api/generated/api.schemas";
import { ContractsView } from "./ContractsView";

function mine(id: string, more: Partial<MyContract>): MyContract {
  return {
    id,
    number: `C-2026-${id}`,
    title: "Waiver",
    message: "",
    state: "sent",
    signer_state: "notified",
    can_sign: true,
    sent_at: "2026-11-24T15:00:00Z",
    expires_at: "2026-12-08T15:00:00Z",
    completed_at: null,
    ...more,
  };
}

describe("a customer's own contracts", () => {
  it("begin with what waits for their signature", async () => {
    server.use(
      http.get(api("/my/contracts"), () =>
        HttpResponse.json({
          items: [
            mine("1", { title: "Old one", state: "completed", can_sign: false }),
            mine("2", { title: "New one" }),
            mine("3", { title: "Our part is done", signer_state: "signed", can_sign: false }),
          ],
          next: null,
        }),
      ),
    );
    renderApp(<ContractsView />, { who: { ...me, permissions: ["view_own_contracts"] } });
    const [first, second, third] = await screen.findAllByRole("region");
    expect(
      within(first as HTMLElement).getByRole("button", { name: "Read and sign" }),
    ).toBeVisible();
    expect(first).toHaveAccessibleName("New one");
    expect(within(first as HTMLElement).getByText("To sign")).toBeVisible();
    expect(within(second as HTMLElement).getByText("Signed")).toBeVisible();
    expect(within(third as HTMLElement).getByText("Waiting for others")).toBeVisible();
    expect(
      within(second as HTMLElement).queryByRole("button", { name: "Read and sign" }),
    ).toBeNull();
    expect(
      within(second as HTMLElement).getByRole("button", { name: "Open the signed contract" }),
    ).toBeVisible();
  });
});
