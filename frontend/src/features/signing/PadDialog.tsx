import { useRef, useState } from "react";
import { createSignatureImage } from "../../api/generated/api";
import type { NewSignatureImage, SigningField } from "../../api/generated/api.schemas";
import { messageOf } from "../../api/problem";
import { Button } from "../../ui/light/Button";
import { Dialog } from "../../ui/light/Dialog";
import { Notice } from "../../ui/light/Notice";
import { labelOf } from "./answering";
import { DrawPad } from "./DrawPad";
import { useDesk } from "./desk";
import classes from "./Pad.module.css";
import { type Offer, offersFor, ReadySignatures } from "./ReadySignatures";
import { Sentence } from "./Sentence";
import { TypePad } from "./TypePad";
import { UploadPad } from "./UploadPad";
import type { SigningSession } from "./useSigning";

/** What a pad gives: a picture, or a sentence that says why there is none. */
export interface Ink {
  png: () => string | null;
  complaint: string;
}

export type HoldInk = (ink: Ink | null) => void;

type How = NewSignatureImage["how"];
const TABS: { how: Exclude<How, "remembered">; name: string }[] = [
  { how: "drawn", name: "Draw" },
  { how: "typed", name: "Type" },
  { how: "uploaded", name: "Upload" },
];

interface PadDialogProps {
  field: SigningField;
  session: SigningSession;
  onClose: () => void;
}

/** A signature or initials: drawn, typed, uploaded, or one that is ready. */
export function PadDialog({ field, session, onClose }: PadDialogProps) {
  const { answers, view, token, fields } = useDesk();
  const kind = field.type === "initials" ? "initials" : "signature";
  const offers = offersFor(kind, view, fields, answers.values);
  const [how, setHow] = useState<How | "ready">(offers.length > 0 ? "ready" : "drawn");
  const [remember, setRemember] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const ink = useRef<Ink | null>(null);
  const noun = kind === "initials" ? "initials" : "signature";

  const place = (imageId: string) => {
    answers.answer(field.id, { image_id: imageId });
    onClose();
  };
  const make = async (body: NewSignatureImage) => {
    setBusy(true);
    setFailure(null);
    try {
      const made = await createSignatureImage(token, body);
      session.keepImage(made.id, made.url);
      place(made.id);
    } catch (error) {
      setBusy(false);
      setFailure(messageOf(error));
    }
  };
  const use = (offer: Offer) =>
    offer.imageId ? place(offer.imageId) : make({ kind, how: "remembered" });
  const finish = () => {
    const png = ink.current?.png() ?? null;
    if (png === null) setFailure(ink.current?.complaint ?? "Please sign first.");
    else if (how !== "ready") void make({ kind, how, png, ...(remember && { remember }) });
  };
  const hold: HoldInk = (held) => {
    ink.current = held;
    setFailure(null);
  };
  const tabs = offers.length > 0 ? [{ how: "ready" as const, name: "Ready" }, ...TABS] : TABS;
  return (
    <Dialog title={labelOf(field)} look="full" onClose={onClose}>
      <div className={classes.top}>
        <Sentence fieldId={field.id} />
        <div className={classes.tabs} role="tablist" aria-label={`How to give your ${noun}`}>
          {tabs.map((tab) => (
            <button
              key={tab.how}
              type="button"
              role="tab"
              id={`tab-${tab.how}`}
              aria-selected={tab.how === how}
              aria-controls="pad"
              onClick={() => {
                hold(null);
                setHow(tab.how);
              }}
            >
              {tab.name}
            </button>
          ))}
        </div>
      </div>
      <div className={classes.pad} id="pad" role="tabpanel" aria-labelledby={`tab-${how}`}>
        {how === "ready" && (
          <ReadySignatures
            offers={offers}
            noun={noun}
            session={session}
            isBusy={isBusy}
            onUse={use}
          />
        )}
        {how === "drawn" && <DrawPad noun={noun} onInk={hold} />}
        {how === "typed" && (
          <TypePad noun={noun} name={suggested(kind, view.signer.name)} onInk={hold} />
        )}
        {how === "uploaded" && <UploadPad noun={noun} onInk={hold} />}
      </div>
      <div className={classes.foot}>
        {failure && <Notice tone="danger" title={failure} />}
        {how !== "ready" && (
          <>
            {view.remembered.may_remember && (
              <label className={classes.remember}>
                <input
                  type="checkbox"
                  checked={remember}
                  onChange={(event) => setRemember(event.target.checked)}
                />
                Remember it for my next contracts here
              </label>
            )}
            <Button look="primary" large wide busy={isBusy} onClick={finish}>
              Use this {noun === "initials" ? "" : "signature"}
              {noun === "initials" && "as my initials"}
            </Button>
          </>
        )}
      </div>
    </Dialog>
  );
}

function suggested(kind: "signature" | "initials", name: string): string {
  if (kind === "signature") return name;
  const letters = name.split(/[\s-]+/).map((word) => Array.from(word)[0] ?? "");
  return letters.join("").toLocaleUpperCase();
}
