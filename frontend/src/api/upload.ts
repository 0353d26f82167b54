import type { UploadLink, UploadWish } from "./generated/api.schemas";
import { isProblem, ProblemError } from "./problem";
import { newRequestId, REQUEST_ID } from "./requestId";

export interface Uploading {
  /** Between 0 and 1. */
  onProgress: (share: number) => void;
  /** The connection was lost; it is tried again by itself. */
  onLost: () => void;
  signal: AbortSignal;
  errand: Errand;
}

/** What stays known of one chosen file, so that trying again repeats nothing that is done. */
export interface Errand {
  link?: UploadLink;
  isThere?: boolean;
}

interface Straight<T> {
  /** Asks where the file may go. */
  link: (wish: UploadWish) => Promise<UploadLink>;
  /** Says that it is there. */
  finish: (uploadId: string) => Promise<T>;
}

const MOST_NAME_LENGTH = 200;
/** How long after a lost connection it is tried again, each time longer. */
const WAITS_MS = [1_000, 3_000, 9_000];
const LOST = ["offline", "storage-unreachable"];
/** After these the file needs another link. */
const LINK_IS_DEAD = ["storage-refused", "link-expired", "nothing-uploaded", "upload-differs"];

/**
 * Sends a file straight into the storage, past our own server, and has it taken over there. A
 * step whose answer got lost is repeated by itself, and only that one: the server takes over the
 * same upload once.
 */
export async function sendStraight<T>(file: File, how: Uploading, by: Straight<T>): Promise<T> {
  const { errand, signal } = how;
  const wish = { file_name: file.name.slice(-MOST_NAME_LENGTH), size_bytes: file.size };
  try {
    errand.link ??= await persistently(() => by.link(wish), how);
    signal.throwIfAborted();
    const { url, headers, upload_id } = errand.link;
    if (!errand.isThere) {
      await persistently(() => send("PUT", url, file, { ...how, headers, lost: unreachable }), how);
      errand.isThere = true;
    }
    return await persistently(() => {
      how.onProgress(1);
      return by.finish(upload_id);
    }, how);
  } catch (error) {
    if (isProblem(error, ...LINK_IS_DEAD)) {
      errand.link = undefined;
      errand.isThere = false;
    }
    throw error;
  }
}

async function persistently<T>(once: () => Promise<T>, how: Uploading): Promise<T> {
  for (const wait of WAITS_MS) {
    try {
      return await once();
    } catch (error) {
      if (!isProblem(error, ...LOST)) throw error;
      how.onLost();
      await pause(wait, how.signal);
    }
  }
  return once();
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal.addEventListener("abort", stop);
  });
}

/**
 * Sends a body to the API and tells how far it has come; fails as `request` does. It is not
 * repeated by itself: it may have arrived although its answer did not.
 */
export async function postFile<T>(
  url: string,
  body: FormData | Blob,
  how: Pick<Uploading, "onProgress" | "signal">,
): Promise<T> {
  const headers = { [REQUEST_ID]: newRequestId() };
  const text = await send("POST", url, body, { ...how, headers, lost: ProblemError.offline });
  try {
    return JSON.parse(text);
  } catch {
    throw ProblemError.unreadable();
  }
}

interface Sending extends Pick<Uploading, "onProgress" | "signal"> {
  headers: Record<string, string>;
  lost: () => ProblemError;
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
    request.onerror = () => reject(how.lost());
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
