import type { PDFDocumentProxy, PDFPageProxy, RenderTask } from "pdfjs-dist";
import workerUrl from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";
import type { Frame } from "./placing";
import type { Run } from "./sentence";

/** pdf.js behind the few words we need of it: bytes in, drawn pages out. */
export type OpenedDocument = PDFDocumentProxy;
export type OpenedPage = PDFPageProxy;

/** Why a document cannot be shown: it did not come, or it is none. */
export type DocumentFailure = "unreachable" | "unreadable";

export class DocumentError extends Error {
  constructor(readonly failure: DocumentFailure) {
    super(failure);
    this.name = "DocumentError";
  }
}

/** Phones give a canvas no more than some 16 million pixels, and less when memory is short. */
const MOST_PIXELS = 8_000_000;
const MOST_RATIO = 3;

// The legacy build: signers come with phones that are some years old.
const loadEngine = () => import("pdfjs-dist/legacy/build/pdf.mjs");

interface Opening {
  signal: AbortSignal;
  /** Between 0 and 1, as far as the server said how much comes. */
  onProgress: (share: number) => void;
}

/** The document at the address, readable from its first pages on; throws `DocumentError`. */
export async function openDocument(url: string, how: Opening): Promise<OpenedDocument> {
  const engine = await loadEngine().catch(() => {
    throw new DocumentError("unreachable");
  });
  how.signal.throwIfAborted();
  engine.GlobalWorkerOptions.workerSrc = workerUrl;
  const files = new URL(`/assets/pdfjs-${engine.version}/`, document.baseURI).href;
  const task = engine.getDocument({
    url,
    cMapUrl: `${files}cmaps/`,
    standardFontDataUrl: `${files}standard_fonts/`,
    wasmUrl: `${files}wasm/`,
    iccUrl: `${files}iccs/`,
    isEvalSupported: false,
    enableXfa: false,
  });
  how.signal.addEventListener("abort", () => void task.destroy(), { once: true });
  task.onProgress = ({ loaded, total }: { loaded: number; total: number }) =>
    how.onProgress(total > 0 ? Math.min(1, loaded / total) : 0);
  try {
    return await task.promise;
  } catch (error) {
    throw new DocumentError(isBroken(error) ? "unreadable" : "unreachable");
  }
}

function isBroken(error: unknown): boolean {
  const broken = ["InvalidPDFException", "PasswordException", "FormatError"];
  return error instanceof Error && broken.includes(error.name);
}

/** A picture of the page, `width` CSS pixels wide, as sharp as the screen can show. */
export async function drawPage(
  page: OpenedPage,
  width: number,
  signal: AbortSignal,
): Promise<HTMLCanvasElement> {
  const whole = page.getViewport({ scale: 1 });
  const ratio = Math.min(window.devicePixelRatio || 1, MOST_RATIO);
  const wanted = (width * ratio) / whole.width;
  const most = Math.sqrt(MOST_PIXELS / (whole.width * whole.height));
  const viewport = page.getViewport({ scale: Math.min(wanted, most) });
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(viewport.width);
  canvas.height = Math.round(viewport.height);
  const task: RenderTask = page.render({ canvas, viewport });
  signal.addEventListener("abort", () => task.cancel(), { once: true });
  await task.promise;
  return canvas;
}

/** The size of every page as it is displayed, from that number on. */
export async function framesFrom(opened: OpenedDocument, index: number): Promise<Frame[]> {
  const count = Math.max(0, opened.numPages - index);
  const pages = Array.from({ length: count }, (_, at) => opened.getPage(index + at + 1));
  return (await Promise.all(pages)).map((page) => {
    const { width, height } = page.getViewport({ scale: 1 });
    return { width_pt: width, height_pt: height };
  });
}

/** The page's words and where they stand. */
export async function runsOn(page: OpenedPage): Promise<Run[]> {
  const viewport = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  return items.flatMap((item) => {
    if (!("str" in item)) return [];
    const [left = 0, baseline = 0] = item.transform.slice(4);
    const corners = [
      viewport.convertToViewportPoint(left, baseline),
      viewport.convertToViewportPoint(left + item.width, baseline + item.height),
    ];
    const xs = corners.map(([x]) => Number(x) / viewport.width);
    const ys = corners.map(([, y]) => Number(y) / viewport.height);
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    return [{ text: item.str, x, y, w: Math.max(...xs) - x, h: Math.max(...ys) - y }];
  });
}

/** The page's words over its picture: to be read aloud, searched and copied. */
export async function layText(
  page: OpenedPage,
  container: HTMLElement,
  signal: AbortSignal,
): Promise<void> {
  const engine = await loadEngine();
  const textContentSource = await page.getTextContent();
  if (signal.aborted) return;
  container.replaceChildren();
  const viewport = page.getViewport({ scale: 1 });
  container.style.setProperty("--raw-width", String(viewport.width / page.userUnit));
  const layer = new engine.TextLayer({ textContentSource, container, viewport });
  signal.addEventListener("abort", () => layer.cancel(), { once: true });
  await layer.render();
  // It measures on canvases that it leaves in the page.
  engine.TextLayer.cleanup();
}
