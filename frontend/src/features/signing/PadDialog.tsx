import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { createSignatureImage } from "../../api/generated/api";
import type { NewSignatureImage, SigningField } from "../../api/generated/api.schemas";
import { Button } from "../../ui/light/Button";
import { Dialog } from "../../ui/light/Dialog";
import { Notice } from "../../ui/light/Notice";
import type { Sentence as Said } from "../../ui/speech/languages";
import { messageIn } from "../../ui/speech/problems";
import { labelOf } from "./answering";
import { DrawPad } from "./DrawPad";
import { useDesk } from "./desk";
import classes from "./Pad.module.css";
import { PAD } from "./padSentences";
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
type Way = Exclude<How, "remembered"> | "ready";
interface Tab {
  how: Way;
  name: Said;
}
const TABS: Tab[] = [
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
  const { answers, view, token, fields, words } = useDesk();
  const { say } = words;
  const kind = field.type === "initials" ? "initials" : "signature";
  const offers = offersFor(kind, view, fields, answers.values);
  const [chosen, setHow] = useState<Way>(offers.length > 0 ? "ready" : "drawn");
  // What was remembered may just have been forgotten.
  const how = chosen === "ready" && offers.length === 0 ? "drawn" : chosen;
  const [remember, setRemember] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const ink = useRef<Ink | null>(null);

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
      setFailure(messageIn(error, words));
    }
  };
  const use = (offer: Offer) =>
    offer.imageId ? place(offer.imageId) : make({ kind, how: "remembered" });
  const finish = () => {
    const png = ink.current?.png() ?? null;
    if (png === null) setFailure(ink.current?.complaint ?? say("Please sign first."));
    else if (how !== "ready") void make({ kind, how, png, ...(remember && { remember }) });
  };
  const hold: HoldInk = (held) => {
    ink.current = held;
    setFailure(null);
  };
  const tabs: Tab[] = offers.length > 0 ? [{ how: "ready", name: "Ready" }, ...TABS] : TABS;
  const choose = (next: Way) => {
    hold(null);
    setHow(next);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only where one comes in
  useEffect(() => document.getElementById(`tab-${how}`)?.focus(), []);
  // As in every list of tabs, the arrows go from one to the next.
  const onTabKey = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.how === how) + step;
    const next = tabs[(at + tabs.length) % tabs.length]?.how ?? "drawn";
    choose(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <Dialog title={labelOf(field, say)} look="full" onClose={onClose}>
      <div className={classes.top}>
        <Sentence fieldId={field.id} />
        <div
          className={classes.tabs}
          role="tablist"
          onKeyDown={onTabKey}
          aria-label={say(PAD[kind].how)}
        >
          {tabs.map((tab) => (
            <button
              key={tab.how}
              type="button"
              role="tab"
              id={`tab-${tab.how}`}
              aria-selected={tab.how === how}
              tabIndex={tab.how === how ? 0 : -1}
              aria-controls="pad"
              onClick={() => choose(tab.how)}
            >
              {say(tab.name)}
            </button>
          ))}
        </div>
      </div>
      <div className={classes.pad} id="pad" role="tabpanel" aria-labelledby={`tab-${how}`}>
        {how === "ready" && (
          <ReadySignatures
            offers={offers}
            kind={kind}
            session={session}
            isBusy={isBusy}
            onUse={use}
          />
        )}
        {how === "drawn" && <DrawPad kind={kind} onInk={hold} />}
        {how === "typed" && (
          <TypePad kind={kind} name={suggested(kind, view.signer.name)} onInk={hold} />
        )}
        {how === "uploaded" && <UploadPad kind={kind} onInk={hold} />}
      </div>
      <div className={classes.foot}>
        {failure && <Notice tone="danger" title={failure} />}
        {how !== "ready" && (
          <>
            {view.remembered.may_remember && (
              <label className={classes.remember}>
                <input
                  type="checkbox"
                  className="tick"
                  checked={remember}
                  onChange={(event) => setRemember(event.target.checked)}
                />
                {say("Remember it for my next contracts here")}
              </label>
            )}
            <Button look="primary" large wide busy={isBusy} onClick={finish}>
              {say(PAD[kind].use)}
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
