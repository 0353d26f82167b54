import type { Signing } from "../../api/generated/api.schemas";
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
export function endingOf(view: Signing): Ending {
  const { contract, business } = view;
  switch (view.reason) {
    case "voided":
      return {
        tone: "over",
        title: "This contract was withdrawn",
        text: `${contract.sender_name} at ${business.name} took it back${because(view)}. There is nothing left for you to do.`,
        next: "home",
      };
    case "declined":
      return declined(view);
    case "expired":
      return {
        tone: "over",
        title: "The time to sign is over",
        text: `It could be signed until ${until(view)}. Ask ${contract.sender_name} at ${business.name} to send it again.`,
        next: "home",
      };
    case "not_your_turn":
      return {
        tone: "wait",
        title: "It is not your turn yet",
        text: `${waitingFor(view)} first. We write to you as soon as you can sign.`,
        next: "read",
        mayRead: true,
      };
    case "completed":
      return completed(view);
    default:
      return signed(view);
  }
}

/** What the signer reads before they give the business its device back. */
export function givenBack({ reason, signer, contract, business }: Signing): Ending {
  const sender = `${contract.sender_name} at ${business.name}`;
  if (reason === "already_signed" || reason === "completed") {
    const act = signer.kind === "approver" ? "approved" : "signed";
    return {
      tone: "ok",
      title: "Thank you. Please give the device back",
      text: `You have ${act}, and nothing of the document stays open here. Your copy comes by e-mail to ${signer.email_hint} as soon as everybody has signed.`,
    };
  }
  if (signer.state === "declined") {
    return {
      tone: "over",
      title: "Thank you. Please give the device back",
      text: `You have declined, and ${sender} has been told. Nothing of the document stays open here.`,
    };
  }
  return {
    tone: "over",
    title: "Please give the device back",
    text: "This contract cannot be signed any more. There is nothing left for you to do.",
  };
}

function declined({ signer, contract, business }: Signing): Ending {
  const isOwn = signer.state === "declined";
  return {
    tone: "over",
    title: isOwn ? "You have declined" : "This contract was declined",
    text: isOwn
      ? `${contract.sender_name} at ${business.name} has been told. Nobody can sign it any more.`
      : "Somebody who should sign it did not want to. There is nothing left for you to do.",
    next: "home",
  };
}

function completed(view: Signing): Ending {
  const at = view.contract.completed_at;
  const when = at ? ` on ${bothZones(at, view.contract.time_zone, view.business.locale)}` : "";
  return {
    tone: "ok",
    title: "Everybody has signed",
    text: `It was finished${when}. Keep a copy of the sealed PDF; we have mailed you the link, too.`,
    next: "download",
    mayRead: true,
  };
}

function signed(view: Signing): Ending {
  const act = view.signer.kind === "approver" ? "approved" : "signed";
  const isLast = view.contract.state === "sealing" || view.contract.state === "seal_failed";
  if (isLast) {
    const isLate = view.contract.state === "seal_failed";
    return {
      tone: "ok",
      title: `Thank you, you have ${act}`,
      text: isLate
        ? "Everybody has signed. The finished PDF takes longer than usual: we mail it to you."
        : "Everybody has signed. The finished PDF will be here in a moment, and in your mail.",
      isPreparing: !isLate,
      mayRead: true,
      next: "read",
    };
  }
  return {
    tone: "ok",
    title: `Thank you, you have ${act}`,
    text: `${waitingFor(view)} to sign. You get the finished copy by e-mail.`,
    next: "read",
    mayRead: true,
  };
}

function waitingFor({ others, business }: Signing): string {
  const open = others.filter(
    ({ state, kind }) =>
      ["signer", "approver"].includes(kind) && ["waiting", "notified", "viewed"].includes(state),
  );
  const names = open.map(({ name }) => name);
  return names.length > 0
    ? `We wait for ${namesText(names, business.locale)}`
    : "We wait for others";
}

function until({ contract, business }: Signing): string {
  const { expires_at, time_zone } = contract;
  return expires_at ? bothZones(expires_at, time_zone, business.locale) : "a day that has passed";
}

function because({ contract }: Signing): string {
  return contract.end_reason ? ` (“${contract.end_reason}”)` : "";
}
