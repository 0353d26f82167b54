import { ProblemError } from "./problem";
import { newRequestId, REQUEST_ID } from "./requestId";

interface Downloading {
  /** Between 0 and 1, as far as the server said how much comes. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** A table as a file, fetched part by part; throws `ProblemError` as `request` does. */
export async function downloadTable(url: string, how: Downloading): Promise<Blob> {
  const { onProgress, signal } = how;
  let response: Response;
  try {
    response = await fetch(url, {
      credentials: "same-origin",
      headers: { [REQUEST_ID]: newRequestId() },
      signal,
    });
  } catch (error) {
    throw plain(error);
  }
  if (!response.ok) throw new ProblemError(await response.json().catch(() => ({})));
  if (!response.body) throw ProblemError.unreadable();
  const rows = Number(response.headers.get("X-Total-Rows")) || 1;
  const parts: BlobPart[] = [];
  const reader = response.body.getReader();
  let seen = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      seen += linesIn(part.value);
      onProgress(Math.min(1, seen / rows));
    }
  } catch (error) {
    throw plain(error);
  }
  return new Blob(parts, { type: response.headers.get("Content-Type") ?? "text/csv" });
}

function plain(error: unknown): unknown {
  const isAborted = error instanceof DOMException && error.name === "AbortError";
  return isAborted ? error : ProblemError.offline();
}

const LINE_END = 10;

function linesIn(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte === LINE_END) count += 1;
  return count;
}

/** The browser keeps the blob as a file of this name. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
