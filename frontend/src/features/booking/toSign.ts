import type { BookingContract } from "../../api/generated/api.schemas";
import { datedMomentText } from "../../lib/format";

/** What a booking that is not confirmed yet waits for. */
export type Awaited = "signature" | "answer" | "way-on";

const SIGNED = new Set(["sealing", "completed", "seal_failed"]);
const ENDED = new Set(["declined", "voided", "expired"]);

/** It becomes something else by itself, within seconds. */
export function isUnderWay({ state, confirms }: BookingContract): boolean {
  return state === "preparing" || (confirms && SIGNED.has(state));
}

/** Where what had to be signed came to nothing, the business has to find a way on. */
export function awaitedOf(contracts: BookingContract[]): Awaited {
  if (contracts.some(({ confirms }) => confirms)) return "signature";
  const isLost = ({ policy, state }: BookingContract) => policy === "block" && ENDED.has(state);
  return contracts.some(isLost) ? "way-on" : "answer";
}

export interface Circumstances {
  businessName: string;
  isPending: boolean;
  zone: string;
  locale: string;
}

interface Told {
  tone: "warn" | "ok";
  title: string;
  text?: string;
}

/** How it is with one contract, and what that means for the booking; null for what is past. */
export function toldOf(contract: BookingContract, around: Circumstances): Told | null {
  const { state, sign_url, confirms, policy } = contract;
  const { businessName } = around;
  const title = `“${contract.title}”`;
  if (ENDED.has(state)) {
    return policy && { tone: "warn", title: endOf(contract), text: afterEnd(contract, around) };
  }
  if (SIGNED.has(state)) {
    const text = confirms ? "Your booking is confirmed in a moment." : undefined;
    return { tone: "ok", title: `${title} is signed`, text };
  }
  if (state === "preparing") {
    const text = "It appears here in a moment.";
    return { tone: "warn", title: `We are preparing ${title} for you to sign`, text };
  }
  if (state === "unsent") {
    const text = `${businessName} has to see to it first and will get in touch with you.`;
    return { tone: "warn", title: `${title} cannot be signed yet`, text };
  }
  return sign_url
    ? { tone: "warn", title: `${title} waits for your signature`, text: whySign(contract, around) }
    : { tone: "warn", title: `${title} waits for others to sign`, text: whyWait(contract, around) };
}

function endOf({ title, state }: BookingContract): string {
  if (state === "expired") return `The time to sign “${title}” is over`;
  return `“${title}” was ${state === "declined" ? "declined" : "withdrawn"}`;
}

function afterEnd(contract: BookingContract, around: Circumstances): string {
  const { businessName, isPending } = around;
  const until = deadlineOf(contract, around);
  if (until) {
    return `Your booking is cancelled on ${until} if it stays like this. ${businessName} will get in touch with you.`;
  }
  return isPending
    ? `Your booking is not confirmed. ${businessName} will get in touch with you about what comes next.`
    : `Your booking stands. ${businessName} will get in touch with you if anything else is needed.`;
}

function whySign(contract: BookingContract, around: Circumstances): string {
  const until = deadlineOf(contract, around);
  if (contract.confirms) return "Your booking is confirmed once it is signed.";
  if (until) return `Your booking stands until ${until}; sign before that.`;
  return around.isPending
    ? `Please sign it. ${around.businessName} also has to confirm your booking by hand.`
    : "Please sign it before you come.";
}

function whyWait(contract: BookingContract, around: Circumstances): string | undefined {
  const until = deadlineOf(contract, around);
  if (contract.confirms) return "Your booking is confirmed once everybody has signed.";
  return until ? `Your booking stands until ${until}, unless it is signed by then.` : undefined;
}

function deadlineOf({ policy, deadline_at }: BookingContract, { zone, locale }: Circumstances) {
  return policy === "cancel" && deadline_at && datedMomentText(deadline_at, zone, locale);
}
