import { messageOf, ProblemError } from "../../../api/problem";
import type { Sentence } from "./languages";
import type { Words } from "./words";

/** What each refusal says, by its code; others say what the server wrote. */
const SENTENCES: Readonly<Record<string, Sentence>> = {
  "unknown-link": "This link does not work (any more). Ask whoever sent it for a new one.",
  "not-your-turn": "It is not your turn yet. You will get a mail when it is.",
  "already-signed": "You have signed this already.",
  declined: "This contract was declined, so nobody can sign it any more.",
  voided: "The sender took this contract back.",
  expired: "The time to sign this contract is over.",
  completed: "Everybody has signed this contract.",
  "verification-required": "Please enter the code that we mail to you first.",
  "view-only": "You can read this contract; nothing is asked of you.",
  "wrong-code": "This code is not right, or is no longer valid. You can ask for a new one.",
  "consent-required": "Please agree to sign electronically first.",
  "consent-outdated":
    "The text that you agreed to has changed. Load the page again and read it, please.",
  "not-your-field": "Somebody else fills in this field.",
  "fields-refused": "Some fields are not right yet.",
  malformed: "Some of what was sent is not valid.",
  "same-person": "This is your own address. Give that of somebody else.",
  "signing-in-person": "You sign here in person, so nobody else can do it for you on this device.",
  "file-refused": "Please choose a PDF, PNG or JPEG file of 10 MB at most.",
  "file-infected":
    "The virus scanner found something harmful in this file. It was refused and deleted.",
  "not-scanned":
    "Files cannot be checked for viruses at the moment. Please try again in a few minutes.",
  stale: "Someone changed this in the meantime. Load it again and repeat your change.",
  contended: "Someone else was changing the same thing. Please try again.",
  "too-many-attempts": "Too many attempts. Please wait a little.",
  "too-many-requests": "You are sending very many requests. Please wait a moment.",
  unavailable: "The service is away for a moment. Please try again shortly.",
  internal: "Something went wrong on our side. It has been recorded.",
  offline: "You seem to be offline. Check the connection and try again.",
  unreadable: "The server gave an answer we could not read. Try again in a moment.",
};

/** The sentence for whatever was thrown, in the page's language as far as it has one. */
export function messageIn(error: unknown, { language, say, sayAny }: Words): string {
  if (!(error instanceof ProblemError)) return say("Something went wrong. Try again.");
  if (language === "en") return messageOf(error);
  const own = sayAny(error.message);
  // Some codes have several sentences, and those are known by their words.
  if (own !== error.message) return own;
  const known = SENTENCES[error.slug];
  const reference = error.slug === "internal" && error.requestId;
  const text = known ? say(known) : error.message;
  return reference ? say("{text} Reference: {reference}", { text, reference }) : text;
}
