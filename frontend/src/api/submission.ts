import { useCallback, useRef } from "react";

/**
 * One Idempotency-Key per submission: a retry of the same body carries the same key, a changed
 * body or a finished submission starts a new one.
 */
export class SubmissionKey {
  private current: { body: string; key: string } | null = null;

  keyFor(body: unknown): string {
    const text = JSON.stringify(body);
    if (this.current?.body !== text) this.current = { body: text, key: randomKey() };
    return this.current.key;
  }

  finish(): void {
    this.current = null;
  }
}

function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Runs `send` with the key of this submission and forgets the key once it succeeded. */
export function useSubmission() {
  const submission = useRef(new SubmissionKey());
  return useCallback(async <B, R>(body: B, send: (body: B, key: string) => Promise<R>) => {
    const result = await send(body, submission.current.keyFor(body));
    submission.current.finish();
    return result;
  }, []);
}
