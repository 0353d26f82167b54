import { configure, screen } from "@testing-library/react";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { template } from "../../../test/contractSamples";
import { list, theyOnlyLook } from "../../../test/looking";
import { lookingOnly, renderApp } from "../../../test/render";
import { api, HttpResponse, http, server } from "../../../test/server";
import type { ContractTemplate } from "../../api/generated/api.schemas";
import { TemplatesView } from "./TemplatesView";
import { TemplateView } from "./TemplateView";

// Whole editors in a browser that is only imitated: each look at them takes its time.
vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 15_000 });

// The editors come by themselves when they are needed; not within the time of one test.
beforeAll(() => Promise.all([import("./editor/PdfEditor"), import("./html/HtmlEditor")]));

theyOnlyLook({
  templates: {
    screen: <TemplatesView />,
    sees: ["Waiver"],
    acts: ["New template", "More about Waiver"],
    answers: { "/contract-templates": list(template({ name: "Waiver" })) },
  },
});

function look(shown: ContractTemplate) {
  server.use(
    http.get(api("/contract-templates/t1"), () => HttpResponse.json(shown)),
    http.get(api("/contract-templates/t1/document"), () => new Promise(() => {})),
  );
  renderApp(<TemplateView id="t1" />, { who: lookingOnly });
}

describe("to whoever may look only", () => {
  it("a PDF is shown as its signers will see it, and nothing of it can be changed", async () => {
    look(template());
    expect(await screen.findByText(/you may look only/)).toBeVisible();
    expect(await screen.findByRole("combobox", { name: "Seen by" })).toHaveValue(
      "As the Client sees it",
    );
    expect(screen.queryByText("Place a field")).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /^More about/ })).not.toBeInTheDocument();
  });

  it("a text is to be read only", async () => {
    look(template({ kind: "html", body: { type: "doc", content: [] } }));
    const text = await screen.findByRole("textbox", { name: "Text of the contract" });
    expect(text).toHaveAttribute("contenteditable", "false");
    expect(screen.getByRole("button", { name: "See it as a PDF" })).toBeEnabled();
    expect(screen.queryByRole("button", { name: "Bold" })).not.toBeInTheDocument();
  });
});
