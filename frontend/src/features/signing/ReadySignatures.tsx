import { useState } from "react";
import { forgetSignatures } from "../../api/generated/api";
import type { Signing, SigningField } from "../../api/generated/api.schemas";
import { Button } from "../../ui/light/Button";
import { Notice } from "../../ui/light/Notice";
import { messageIn } from "../../ui/speech/problems";
import { useWords } from "../../ui/speech/words";
import type { Values } from "./answering";
import classes from "./Pad.module.css";
import { type InkKind, PAD } from "./padSentences";
import type { SigningSession } from "./useSigning";

/** A signature that is there already; without an id it is the remembered one. */
export interface Offer {
  imageId: string | null;
  url: string;
}

/** Those this very signer made here, and the one they chose to have remembered. */
export function offersFor(
  kind: "signature" | "initials",
  view: Signing,
  fields: readonly SigningField[],
  values: Values,
): Offer[] {
  const made = new Map<string, Offer>();
  for (const field of fields) {
    const value = values[field.id];
    if (!field.is_mine || field.type !== kind || !value || typeof value !== "object") continue;
    if (!("image_id" in value)) continue;
    const url = view.images[value.image_id];
    if (url) made.set(value.image_id, { imageId: value.image_id, url });
  }
  const remembered = view.remembered[kind];
  const kept = remembered ? [{ imageId: null, url: remembered.image_url }] : [];
  return [...made.values(), ...kept];
}

interface ReadySignaturesProps {
  offers: Offer[];
  kind: InkKind;
  session: SigningSession;
  isBusy: boolean;
  onUse: (offer: Offer) => void;
}

export function ReadySignatures({ offers, kind, session, isBusy, onUse }: ReadySignaturesProps) {
  const words = useWords();
  const { say } = words;
  const [failure, setFailure] = useState<string | null>(null);
  const forget = async () => {
    try {
      await forgetSignatures(session.token);
      session.reload();
    } catch (error) {
      setFailure(messageIn(error, words));
    }
  };
  return (
    <div className={classes.ready}>
      {offers.map((offer) => (
        <button
          key={offer.imageId ?? "remembered"}
          type="button"
          className={classes.offer}
          disabled={isBusy}
          onClick={() => onUse(offer)}
        >
          <img src={offer.url} alt="" />
          <span>{say(offer.imageId ? PAD[kind].madeHere : PAD[kind].remembered)}</span>
        </button>
      ))}
      {offers.some(({ imageId }) => imageId === null) && (
        <Button look="quiet" onClick={forget}>
          {say("Forget what is remembered of me")}
        </Button>
      )}
      {failure && <Notice tone="danger" title={failure} />}
    </div>
  );
}
