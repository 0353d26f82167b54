import type { Signing } from "../../api/generated/api.schemas";
import type { Words } from "../../ui/speech/words";
import { bothZones, namesText } from "./moments";

export interface Ending {
  tone: "ok" | "wait" | "over";
  title: string;
  text: string;
  next?: "download" | "home" | "read";
  mayRead?: boolean;
  isPreparing?: boolean;
}

/** What somebody reads who has nothing to fill in now. */
export function endingOf(view: Signing, words: Words): Ending {
  const { say } = words;
  const sender = senderOf(view);
  switch (view.reason) {
    case "voided":
      return {
        tone: "over",
        title: say("This contract was withdrawn"),
        text: withdrawn(view, words),
        next: "home",
      };
    case "declined":
      return declined(view, words);
    case "expired":
      return {
        tone: "over",
        title: say("The time to sign is over"),
        text: `${until(view, words)} ${say("Ask {sender} at {business} to send it again.", sender)}`.trim(),
        next: "home",
      };
    case "not_your_turn":
      return {
        tone: "wait",
        title: say("It is not your turn yet"),
        text: `${waitingFor(view, words)} ${say("We write to you as soon as you can sign.")}`,
        next: "read",
        mayRead: true,
      };
    case "completed":
      return completed(view, words);
    default:
      return signed(view, words);
  }
}

/** What the signer reads before they give the business its device back. */
export function givenBack(view: Signing, { say }: Words): Ending {
  const { reason, signer } = view;
  const thanks = say("Thank you. Please give the device back");
  const shut = say("Nothing of the document stays open here.");
  if (reason === "already_signed" || reason === "completed") {
    const copy = say("Your copy comes by e-mail to {email} as soon as everybody has signed.", {
      email: signer.email_hint,
    });
    return { tone: "ok", title: thanks, text: `${shut} ${copy}` };
  }
  if (signer.state === "declined") {
    const told = say(
      "You have declined, and {sender} at {business} has been told.",
      senderOf(view),
    );
    return { tone: "over", title: thanks, text: `${told} ${shut}` };
  }
  return {
    tone: "over",
    title: say("Please give the device back"),
    text: say("This contract cannot be signed any more. There is nothing left for you to do."),
  };
}

function senderOf({ contract, business }: Signing) {
  return { sender: contract.sender_name, business: business.name };
}

function withdrawn(view: Signing, { say }: Words): string {
  const { end_reason: reason } = view.contract;
  const end = say("There is nothing left for you to do.");
  const who = senderOf(view);
  return reason
    ? `${say("{sender} at {business} took it back (“{reason}”).", { ...who, reason })} ${end}`
    : `${say("{sender} at {business} took it back.", who)} ${end}`;
}

function declined(view: Signing, { say }: Words): Ending {
  const isOwn = view.signer.state === "declined";
  return {
    tone: "over",
    title: isOwn ? say("You have declined") : say("This contract was declined"),
    text: isOwn
      ? say("{sender} at {business} has been told. Nobody can sign it any more.", senderOf(view))
      : say("Somebody who should sign it did not want to. There is nothing left for you to do."),
    next: "home",
  };
}

function completed(view: Signing, words: Words): Ending {
  const { say } = words;
  const at = view.contract.completed_at;
  const zone = view.contract.time_zone;
  const moment = at && bothZones(at, zone, view.business.locale, words);
  const when = moment ? `${say("It was finished on {moment}.", { moment })} ` : "";
  return {
    tone: "ok",
    title: say("Everybody has signed"),
    text: `${when}${say("Keep a copy of the sealed PDF; we have mailed you the link, too.")}`,
    next: "download",
    mayRead: true,
  };
}

function signed(view: Signing, words: Words): Ending {
  const { say } = words;
  const title =
    view.signer.kind === "approver"
      ? say("Thank you, you have approved")
      : say("Thank you, you have signed");
  const isLast = view.contract.state === "sealing" || view.contract.state === "seal_failed";
  if (isLast) {
    const isLate = view.contract.state === "seal_failed";
    return {
      tone: "ok",
      title,
      text: isLate
        ? say("Everybody has signed. The finished PDF takes longer than usual: we mail it to you.")
        : say("Everybody has signed. The finished PDF will be here in a moment, and in your mail."),
      isPreparing: !isLate,
      mayRead: true,
      next: "read",
    };
  }
  return {
    tone: "ok",
    title,
    text: `${waitingFor(view, words)} ${say("You get the finished copy by e-mail.")}`,
    next: "read",
    mayRead: true,
  };
}

function waitingFor({ others, business }: Signing, { say, localeFor }: Words): string {
  const open = others.filter(
    ({ state, kind }) =>
      ["signer", "approver"].includes(kind) && ["waiting", "notified", "viewed"].includes(state),
  );
  const names = open.map(({ name }) => name);
  return names.length > 0
    ? say("We wait for {names}.", { names: namesText(names, localeFor(business.locale)) })
    : say("We wait for others.");
}

function until({ contract, business }: Signing, words: Words): string {
  const { expires_at, time_zone } = contract;
  if (!expires_at) return "";
  const moment = bothZones(expires_at, time_zone, business.locale, words);
  return words.say("It could be signed until {moment}.", { moment });
}
