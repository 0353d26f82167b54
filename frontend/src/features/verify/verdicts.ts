import type { Verification } from "../../api/generated/api.schemas";
import type { Sentence } from "../../ui/speech/languages";

interface Verdict {
  tone: "ok" | "warn" | "danger" | "info";
  title: Sentence;
  text: Sentence;
}

/** What each verdict means for whoever holds the file. */
export const VERDICTS: Record<Verification["verdict"], Verdict> = {
  unchanged: {
    tone: "ok",
    title: "Genuine and unchanged",
    text: "We sealed this file, and not a single byte has changed since.",
  },
  added_to: {
    tone: "warn",
    title: "Genuine, but something was added later",
    text: "The part that we sealed is unchanged. Something was added to the file after that, for example a comment or another signature: look closely at what it is.",
  },
  elsewhere: {
    tone: "warn",
    title: "Genuine, but sealed for another business",
    text: "We sealed this file for another business, and not for the one whose page this is. Do not take it for a contract of theirs.",
  },
  broken: {
    tone: "danger",
    title: "Changed after it was sealed",
    text: "This file carries a seal, but its content is no longer what was sealed. Do not rely on it, and ask for the original.",
  },
  foreign: {
    tone: "info",
    title: "Signed, but not by us",
    text: "This file carries a signature of somebody else. Whether that is sound, only its own issuer can say.",
  },
  unsealed: {
    tone: "info",
    title: "No seal",
    text: "This is an ordinary PDF without any seal. It may be a copy from before everybody had signed, or a print of the original.",
  },
  unreadable: {
    tone: "danger",
    title: "Not readable",
    text: "This file could not be read as a PDF. It may be damaged, or it is something else.",
  },
  unclear: {
    tone: "warn",
    title: "No clear answer",
    text: "This file takes too much effort to judge it safely. Ask whoever gave it to you for the original.",
  },
};
