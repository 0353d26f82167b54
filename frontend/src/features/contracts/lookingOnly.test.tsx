import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { contract, template } from "../../../test/contractSamples";
import { list, nobody, theyOnlyLook } from "../../../test/looking";
import { lookingOnly, me, renderApp } from "../../../test/render";
import { BulkOutcome } from "./bulk/BulkOutcome";
import { BulkSend } from "./bulk/BulkSend";
import { ContractLines } from "./ContractsOf";
import { ContractsView } from "./ContractsView";
import { ContractView } from "./ContractView";

// jsdom has no canvas: the journeys see the document itself.
vi.mock("./DocumentPanel", () => ({ DocumentPanel: () => null }));

const withdrawn = contract({
  state: "voided",
  can: { ...contract().can, remind: false, void: false, correct: false, again: true },
});
const bulk = {
  id: "b1",
  title: "House rules",
  state: "done",
  total: 1,
  sent: 0,
  failed: 1,
  can_retry: true,
  created_at: "2026-11-24T15:00:00Z",
  rows: [],
};

theyOnlyLook({
  contracts: {
    screen: <ContractsView />,
    sees: [withdrawn.title],
    acts: ["New contract", "Send to many", `More about ${withdrawn.number}`],
    answers: { "/contracts": list(withdrawn) },
  },
  "a contract that is out": {
    screen: <ContractView id="k1" onOpenAppointment={nobody} />,
    sees: [contract().number],
    acts: ["Remind", "More about Ann Archer", "More about Ana Reyes"],
    answers: { "/contracts/k1": contract(), "/contracts/k1/events": list() },
  },
  "a contract that came to nothing": {
    screen: <ContractView id="k1" onOpenAppointment={nobody} />,
    sees: [withdrawn.number],
    acts: ["Send again as new"],
    answers: { "/contracts/k1": withdrawn, "/contracts/k1/events": list() },
  },
  "what was sent to many": {
    screen: <BulkOutcome id="b1" />,
    sees: ["House rules"],
    acts: ["Try again those not sent"],
    answers: { "/contract-bulk-sends/b1": bulk },
  },
  "sending to many": {
    screen: <BulkSend />,
    sees: ["House rules"],
    acts: [/^Waiver/],
    answers: {
      "/contract-bulk-sends": list(bulk),
      "/contract-templates": list(template({ name: "Waiver" })),
    },
  },
});

it.each([
  ["goes on in the form that makes it", me, "/app/contracts/new?draft=k1"],
  ["is shown, to whoever may look only", lookingOnly, "/app/contracts/k1"],
])("a draft %s", (_, who, path) => {
  renderApp(<ContractLines contracts={[contract({ state: "draft" })]} />, { who });
  expect(screen.getByRole("link")).toHaveAttribute("href", path);
});
