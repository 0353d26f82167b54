import { QueryClient } from "@tanstack/react-query";
import { beforeEach, describe, expect, it } from "vitest";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { ServiceContract } from "../../api/generated/api.schemas";
import { serviceContractQuery } from "../../api/serviceContract";
import { type ContractChoice, choiceOf, NO_CONTRACT, saveContractChoice } from "./contractChoice";

const WAIVER: ContractChoice = {
  template_id: "t1",
  policy: "cancel",
  deadline_hours: 12,
  customer_role_key: "client",
  version: 3,
};

const { version: _, ...WISH } = WAIVER;
let sent: [method: string, seen: string | null, body: unknown][] = [];

beforeEach(() => {
  sent = [];
  server.use(
    http.put(api("/services/s1/contract"), async ({ request }) => {
      sent.push(["PUT", request.headers.get("If-Match"), await request.json()]);
      return HttpResponse.json({ ...WAIVER, template_name: "Waiver" });
    }),
    http.delete(api("/services/s1/contract"), ({ request }) => {
      sent.push(["DELETE", request.headers.get("If-Match"), null]);
      return new HttpResponse(null, { status: 204 });
    }),
  );
});

describe("the contract of a service", () => {
  it("is none where the API knows none", async () => {
    server.use(
      http.get(api("/services/s1/contract"), () => problem(404, "not-found", "Not here.")),
    );
    const kept = await new QueryClient().fetchQuery(serviceContractQuery("s1"));
    expect(choiceOf(kept)).toEqual(NO_CONTRACT);
  });

  it("is sent with its deadline only where one counts", async () => {
    await saveContractChoice("s1", WAIVER, NO_CONTRACT);
    await saveContractChoice("s1", { ...WAIVER, policy: "warn" }, WAIVER);
    expect(sent).toEqual([
      ["PUT", '"0"', WISH],
      ["PUT", '"3"', { ...WISH, policy: "warn", deadline_hours: null }],
    ]);
  });

  it("has a deadline as soon as one counts", async () => {
    const kept = choiceOf({
      ...WISH,
      policy: "block",
      deadline_hours: null,
      template_name: "Waiver",
      version: 3,
    } as ServiceContract);
    await saveContractChoice("s1", { ...kept, policy: "cancel" }, kept);
    expect(sent).toEqual([["PUT", '"3"', { ...WISH, policy: "cancel", deadline_hours: 24 }]]);
  });

  it("is taken away, and left alone when nothing changed", async () => {
    await saveContractChoice("s1", { ...WAIVER, template_id: null }, WAIVER);
    await saveContractChoice("s1", WAIVER, { ...WAIVER });
    expect(sent).toEqual([["DELETE", '"3"', null]]);
  });
});
