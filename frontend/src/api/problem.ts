import type { Alternative } from "../lib/alternatives";

interface ProblemDocument {
  type?: string;
  title?: string;
  detail?: string;
  request_id?: string;
  errors?: Record<string, Record<string, unknown>>;
  alternatives?: Alternative[];
  /** Of a visit that is over: why, and where its browser goes. */
  reason?: string;
  return_url?: string;
  /** The visit that is in the way of another. */
  visit?: { id: string };
  /** Of several, the one that is refused. */
  appointment_id?: string;
  /** The times of a series; `problem` is why one of them is refused. */
  items?: { starts_at: string; problem: string | null }[];
}

/** The one error of the API. Components switch on `slug`; they never see a status code. */
export class ProblemError extends Error {
  readonly slug: string;
  readonly detail: string;
  readonly requestId: string | null;
  /** One sentence for each refused field, by the field's name ("customer.email"). */
  readonly fields: Record<string, string>;
  readonly alternatives: Alternative[];
  readonly retryAfterSeconds: number | null;
  readonly reason: string | null;
  readonly returnUrl: string | null;
  readonly visitId: string | null;
  readonly appointmentId: string | null;
  /** The times of a series that are refused, and why. */
  readonly clashes: { startsAt: string; why: string }[];

  /** `sentAs` is what the request was called when the answer does not say. */
  constructor(
    document: ProblemDocument,
    retryAfterSeconds: number | null = null,
    sentAs: string | null = null,
  ) {
    super(document.title ?? "Something went wrong.");
    this.name = "ProblemError";
    this.slug = document.type?.split("/").pop() || "unknown";
    this.detail = document.detail ?? "";
    this.requestId = document.request_id ?? sentAs;
    this.fields = flatten(Object.assign({}, ...Object.values(document.errors ?? {})));
    this.alternatives = document.alternatives ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
    this.reason = document.reason ?? null;
    this.returnUrl = document.return_url ?? null;
    this.visitId = document.visit?.id ?? null;
    this.appointmentId = document.appointment_id ?? null;
    this.clashes = (document.items ?? []).flatMap(({ starts_at, problem }) =>
      problem ? [{ startsAt: starts_at, why: problem }] : [],
    );
  }

  static offline(): ProblemError {
    return new ProblemError({
      type: "/problems/offline",
      title: "You seem to be offline. Check the connection and try again.",
    });
  }

  static unreadable(sentAs: string | null = null): ProblemError {
    const title = "The server gave an answer we could not read. Try again in a moment.";
    return new ProblemError({ type: "/problems/unreadable", title }, null, sentAs);
  }
}

function flatten(errors: Record<string, unknown>, prefix = ""): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(errors)) {
    const path = prefix ? `${prefix}.${name}` : name;
    if (typeof value === "string") fields[path] = value;
    else if (Array.isArray(value) && typeof value[0] === "string") fields[path] = value[0];
    else if (value && typeof value === "object") {
      Object.assign(fields, flatten(value as Record<string, unknown>, path));
    }
  }
  return fields;
}

export function isProblem(error: unknown, ...slugs: string[]): error is ProblemError {
  return error instanceof ProblemError && (slugs.length === 0 || slugs.includes(error.slug));
}

/** Refusals that only our logs explain. */
const UNEXPLAINED = new Set(["internal", "unknown", "unreadable"]);

/** Nobody refused anything: it went wrong, and may go well the next time. */
export function isMishap(error: unknown): boolean {
  return !(error instanceof ProblemError) || UNEXPLAINED.has(error.slug);
}

/** The sentence to show for whatever was thrown; what it does not explain has a reference. */
export function messageOf(error: unknown): string {
  if (!(error instanceof ProblemError)) return "Something went wrong. Try again.";
  const { message, requestId, slug } = error;
  return requestId && UNEXPLAINED.has(slug) ? `${message} Reference: ${requestId}` : message;
}
