import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { DocumentView } from "./DocumentView";
import { DocumentError, drawPage, layText, type OpenedDocument, openDocument } from "./engine";
import { ZoomButtons } from "./ZoomButtons";
import { fitScaleOf, nextStep, useZoom } from "./zoom";

// jsdom has no canvas: what pdf.js draws, the journeys see in a browser.
vi.mock("./engine", async (original) => ({
  ...(await original<typeof import("./engine")>()),
  openDocument: vi.fn(),
  drawPage: vi.fn(),
  layText: vi.fn(),
}));

const FRAMES = [
  { width_pt: 600, height_pt: 800 },
  { width_pt: 600, height_pt: 800 },
];
const FIELDS = [
  { id: "f_name", label: "Your name", page: 0, x: 0.1, y: 0.5, w: 0.5, h: 0.05 },
  { id: "f_city", label: "City", page: 1, x: 0.25, y: 0.5, w: 0.5, h: 0.05 },
];

function Shown({ url = "/document.pdf", onRetry }: { url?: string; onRetry?: () => void }) {
  const zoom = useZoom(FRAMES);
  return (
    <>
      <ZoomButtons zoom={zoom} />
      <DocumentView
        url={url}
        frames={FRAMES}
        fields={FIELDS}
        zoom={zoom}
        label="Service agreement"
        onRetry={onRetry}
        renderField={(field, _place, size) => (
          <input aria-label={field.label} data-width={Math.round(size.width)} />
        )}
      />
    </>
  );
}

const getPage = async () => ({ getViewport: () => ({ width: 300, height: 400 }) });

beforeEach(() => {
  vi.clearAllMocks();
  vi.mocked(drawPage).mockImplementation(async () => document.createElement("canvas"));
  vi.mocked(layText).mockResolvedValue();
  vi.mocked(openDocument).mockResolvedValue({ numPages: 2, getPage } as never);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(600);
});

describe("a document", () => {
  it("has its pages and fields before the file has come, each in its box", async () => {
    vi.mocked(openDocument).mockReturnValue(new Promise<OpenedDocument>(() => {}));
    render(<Shown />);
    const second = screen.getByRole("group", { name: "Page 2 of 2" });
    const field = within(second).getByRole("textbox", { name: "City" });
    expect(field.parentElement).toHaveStyle({ left: "25%", top: "50%", width: "50%" });
    expect(field).toHaveAttribute("data-width", "300");
    expect(screen.getByRole("progressbar", { name: "Loading the document" })).toBeInTheDocument();
  });

  it("draws the pages, and draws them anew when somebody zooms", async () => {
    render(<Shown />);
    await vi.waitFor(() => expect(drawPage).toHaveBeenCalledTimes(2));
    expect(vi.mocked(drawPage).mock.calls.map(([, width]) => width)).toEqual([600, 600]);
    await userEvent.click(screen.getByRole("button", { name: "Zoom in" }));
    await vi.waitFor(() => expect(drawPage).toHaveBeenCalledTimes(4));
    expect(vi.mocked(drawPage).mock.lastCall?.[1]).toBeGreaterThan(600);
    expect(Number(screen.getByLabelText("City").dataset.width)).toBeGreaterThan(300);
  });

  it("shows the pages that a sealed file has at its end, too", async () => {
    vi.mocked(openDocument).mockResolvedValue({ numPages: 3, getPage } as never);
    render(<Shown />);
    const last = await screen.findByRole("group", { name: "Page 3 of 3" });
    expect(last).toHaveStyle({ width: "300px", height: "400px" });
    expect(screen.getByRole("group", { name: "Page 1 of 3" })).toBeInTheDocument();
  });

  it("says what failed and tries again with a fresh address", async () => {
    vi.mocked(openDocument).mockRejectedValueOnce(new DocumentError("unreachable"));
    const onRetry = vi.fn();
    render(<Shown onRetry={onRetry} />);
    expect(await screen.findByRole("alert")).toHaveTextContent("The document did not load.");
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(onRetry).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(drawPage).toHaveBeenCalledTimes(2));
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  it("offers one page again that could not be drawn", async () => {
    vi.mocked(drawPage).mockRejectedValueOnce(new Error("no memory"));
    render(<Shown />);
    expect(await screen.findByText("Page 1 could not be drawn.")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    await vi.waitFor(() => expect(screen.queryByRole("alert")).not.toBeInTheDocument());
  });

  it("closes what it opened when another document is shown", async () => {
    const { rerender } = render(<Shown />);
    const signal = vi.mocked(openDocument).mock.calls[0]?.[1].signal;
    rerender(<Shown url="/other.pdf" />);
    expect(signal?.aborted).toBe(true);
    expect(vi.mocked(openDocument).mock.lastCall?.[0]).toBe("/other.pdf");
  });
});

describe("zoom", () => {
  it("fits the widest page into the room, and does not blow up a small one", () => {
    const frames = [
      { width_pt: 400, height_pt: 600 },
      { width_pt: 800, height_pt: 600 },
    ];
    expect(fitScaleOf(frames, 420, 20)).toBe(0.5);
    expect(fitScaleOf([{ width_pt: 100, height_pt: 100 }], 2000, 0)).toBeCloseTo(5 / 3);
  });

  it("steps on from wherever it stands, and ends at both ends", () => {
    const whole = 96 / 72;
    expect(nextStep(0.62 * whole, 1)).toBeCloseTo(0.67 * whole);
    expect(nextStep(0.62 * whole, -1)).toBeCloseTo(0.5 * whole);
    expect(nextStep(4 * whole, 1)).toBeCloseTo(4 * whole);
    expect(nextStep(0.25 * whole, -1)).toBeCloseTo(0.25 * whole);
  });
});
