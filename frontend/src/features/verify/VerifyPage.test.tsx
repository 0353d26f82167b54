import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { Verification } from "../../api/generated/api.schemas";
import { Spoken } from "../../ui/speech/Spoken";
import { VerifyPage } from "./VerifyPage";
import { VERDICTS } from "./verdicts";

const file = (size = 9) => new File(["%PDF-1.7\n".repeat(size)], "agreement.pdf");

const SITE = "https://smooth.example";

const verification: Verification = {
  verdict: "unchanged",
  sealed_for: null,
  sealed_at: "2026-11-26T03:00:00Z",
  timestamped_at: null,
  added_bytes: 0,
  sha256: "ab".repeat(32),
  contract: {
    number: "C-2026-0007",
    title: "Service agreement",
    business_name: "Northside Studio",
    completed_at: "2026-11-26T03:00:00Z",
    signers: [
      { name: "Vera Visitor", signed_at: "2026-11-26T02:00:00Z" },
      { name: "Ben Costa", signed_at: "2026-11-26T02:30:00Z" },
    ],
  },
};

async function check(answer: Partial<Verification>) {
  let type: string | null = null;
  server.use(
    http.post(api("/verify"), ({ request }) => {
      type = request.headers.get("Content-Type");
      return HttpResponse.json({ ...verification, ...answer });
    }),
  );
  render(<VerifyPage business={{ name: "Northside Studio", logo_url: null }} siteUrl={SITE} />);
  await userEvent.upload(screen.getByLabelText("Choose a PDF"), file());
  return { heading: await screen.findByRole("heading", { level: 2 }), type: () => type };
}

describe("checking a PDF", () => {
  it("says what it is, which contract, and who signed it when", async () => {
    const { heading, type } = await check({});
    await waitFor(() => expect(heading).toHaveFocus());
    expect(heading).toHaveTextContent("Genuine and unchanged");
    expect(type()).toBe("application/pdf");
    expect(screen.getByText("Service agreement (C-2026-0007)")).toBeInTheDocument();
    expect(screen.getByText("Signed by Vera Visitor")).toBeInTheDocument();
    expect(screen.getByText("Signed by Ben Costa")).toBeInTheDocument();
    // Whoever checks a file may do so years later.
    expect(screen.getAllByText(/Nov \d+, 2026/)).toHaveLength(3);
  });

  it("tells how much was added after the seal", async () => {
    const { heading } = await check({ verdict: "added_to", added_bytes: 2_400 });
    expect(heading).toHaveTextContent("Genuine, but something was added later");
    expect(screen.getByText("2.4 kB")).toBeInTheDocument();
  });

  it("is not green where another business is meant, and leads to where it is told of", async () => {
    const { heading } = await check({
      verdict: "elsewhere",
      contract: null,
      sealed_for: "Kiez Praxis",
      added_bytes: 2_400,
    });
    expect(heading).toHaveTextContent("Genuine, but sealed for another business");
    expect(heading.closest("section")).toHaveAttribute("data-tone", "warn");
    expect(screen.getByText("Kiez Praxis")).toBeInTheDocument();
    expect(screen.getByText(VERDICTS.added_to.text)).toBeInTheDocument();
    const link = screen.getByRole("link", { name: "Check it on the page for all businesses" });
    expect(link).toHaveAttribute("href", `${SITE}/verify`);
  });

  it.each(Object.entries(VERDICTS))(
    "%s is said in words, not by colour alone",
    async (name, said) => {
      const verdict = name as Verification["verdict"];
      const { heading } = await check({ verdict, contract: null, sealed_at: null });
      expect(heading).toHaveTextContent(said.title);
      expect(screen.getByText(said.text)).toBeInTheDocument();
    },
  );

  it("speaks the reader's language, what the server refuses included", async () => {
    vi.spyOn(navigator, "languages", "get").mockReturnValue(["de-DE"]);
    const said = "Many files are being looked at right now. Please try again in a moment.";
    server.use(
      http.post(api("/verify"), () => problem(503, "busy-verifying", said), { once: true }),
    );
    render(
      <Spoken locale="en-US">
        <VerifyPage business={{ name: "Northside Studio", logo_url: null }} siteUrl={SITE} />
      </Spoken>,
    );
    expect(await screen.findByText(/von Northside Studio mit SmoothSchedule/)).toBeVisible();
    await userEvent.upload(screen.getByLabelText("PDF auswählen"), file());
    expect(await screen.findByRole("alert")).toHaveTextContent("Gerade werden viele Dateien");
    server.use(http.post(api("/verify"), () => HttpResponse.json(verification)));
    await userEvent.upload(screen.getByLabelText("Anderes PDF auswählen"), file());
    expect(await screen.findByRole("heading", { level: 2 })).toHaveTextContent("Echt");
    expect(screen.getByText("Unterschrieben von Vera Visitor")).toBeVisible();
    await userEvent.selectOptions(screen.getByLabelText("Sprache"), "Français");
    expect(await screen.findByText("Authentique et inchangé")).toBeVisible();
    expect(document.title).toBe("Vérifier un PDF signé");
  });

  it("can be tried again after a refusal", async () => {
    server.use(http.post(api("/verify"), () => problem(413, "too-large", "This is too large.")));
    render(<VerifyPage business={null} siteUrl={SITE} />);
    await userEvent.upload(screen.getByLabelText("Choose a PDF"), file());
    expect(await screen.findByRole("alert")).toHaveTextContent("This is too large.");
    expect(screen.getByLabelText("Choose another PDF")).toBeInTheDocument();
  });
});
