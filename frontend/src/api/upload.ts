import type { UploadLink, UploadWish } from "./generated/api.schemas";
import { ProblemError } from "./problem";
import { newRequestId, REQUEST_ID } from "./requestId";

export interface Uploading {
  /** Between 0 and 1. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

interface Straight<T> {
  /** Asks where the file may go. */
  link: (wish: UploadWish) => Promise<UploadLink>;
  /** Says that it is there. */
  finish: (uploadId: string) => Promise<T>;
}

const MOST_NAME_LENGTH = 200;

/** Sends a file straight into the storage, past our own server, and has it taken over there. */
export async function sendStraight<T>(file: File, how: Uploading, by: Straight<T>): Promise<T> {
  const { url, headers, upload_id } = await by.link({
    file_name: file.name.slice(-MOST_NAME_LENGTH),
    size_bytes: file.size,
  });
  how.signal.throwIfAborted();
  await send("PUT", url, file, { ...how, headers, onLost: unreachable });
  return by.finish(upload_id);
}

/** Sends a body to the API and tells how far it has come; fails as `request` does. */
export async function postFile<T>(url: string, body: FormData | Blob, how: Uploading): Promise<T> {
  const headers = { [REQUEST_ID]: newRequestId() };
  const text = await send("POST", url, body, { ...how, headers, onLost: ProblemError.offline });
  try {
    return JSON.parse(text);
  } catch {
    throw ProblemError.unreadable();
  }
}

interface Sending extends Uploading {
  headers: Record<string, string>;
  onLost: () => ProblemError;
}

/** `fetch` could not say how far it is. */
function send(method: string, url: string, body: FormData | Blob, how: Sending): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    how.signal.addEventListener("abort", () => request.abort(), { once: true });
    request.open(method, url);
    for (const [name, value] of Object.entries(how.headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => how.onProgress(total ? loaded / total : 0);
    request.onload = () => {
      if (request.status < 300) resolve(request.responseText);
      else reject(refusal(request.responseText));
    };
    request.onerror = () => reject(how.onLost());
    request.onabort = () => reject(new DOMException("The upload was stopped.", "AbortError"));
    request.send(body);
  });
}

/** The browser does not say whether the connection was lost or something did not let it through. */
function unreachable(): ProblemError {
  if (!navigator.onLine) return ProblemError.offline();
  return new ProblemError({
    type: "/problems/storage-unreachable",
    title:
      "The file did not get through to our storage. If a firewall or a browser extension blocks" +
      " it, allow it or use another network; then try again.",
  });
}

function refusal(text: string): ProblemError {
  try {
    return new ProblemError(JSON.parse(text));
  } catch {
    return new ProblemError({
      type: "/problems/storage-refused",
      title: "The file could not be stored. Please try again.",
    });
  }
}
