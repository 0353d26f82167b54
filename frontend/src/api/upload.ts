import { ProblemError } from "./problem";
import { newRequestId, REQUEST_ID } from "./requestId";

interface Uploading {
  headers?: Record<string, string>;
  /** Between 0 and 1. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** Puts a file straight into the storage, past our own server; `fetch` could not say how far. */
export async function putFile(url: string, file: Blob, how: Uploading): Promise<void> {
  await send("PUT", url, file, how);
}

/** Sends a body to the API and tells how far it has come; fails as `request` does. */
export async function postFile<T>(url: string, body: FormData | Blob, how: Uploading): Promise<T> {
  const headers = { ...how.headers, [REQUEST_ID]: newRequestId() };
  const text = await send("POST", url, body, { ...how, headers });
  try {
    return JSON.parse(text);
  } catch {
    throw ProblemError.unreadable();
  }
}

function send(method: string, url: string, body: FormData | Blob, how: Uploading): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    how.signal.addEventListener("abort", () => request.abort(), { once: true });
    request.open(method, url);
    for (const [name, value] of Object.entries(how.headers ?? {})) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = ({ loaded, total }) => how.onProgress(total ? loaded / total : 0);
    request.onload = () => {
      if (request.status < 300) resolve(request.responseText);
      else reject(refusal(request.responseText));
    };
    request.onerror = () => reject(ProblemError.offline());
    request.onabort = () => reject(new DOMException("The upload was stopped.", "AbortError"));
    request.send(body);
  });
}

function refusal(text: string): ProblemError {
  try {
    return new ProblemError(JSON.parse(text));
  } catch {
    return new ProblemError({ title: "The file could not be stored. Try again." });
  }
}
