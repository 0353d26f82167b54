import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { SigningField } from "../../api/generated/api.schemas";
import { type DocumentHandle, DocumentView } from "../../ui/document/DocumentView";
import { ZoomButtons } from "../../ui/document/ZoomButtons";
import { useZoom } from "../../ui/document/zoom";
import { useWords } from "../../ui/speech/words";
import { nextAfter, shownFields, standingOf } from "./answering";
import { DeskContext } from "./desk";
import { FieldDialog } from "./FieldDialog";
import { FieldList } from "./FieldList";
import { FieldOnPage } from "./FieldOnPage";
import classes from "./Signing.module.css";
import { StickyBar } from "./StickyBar";
import { useFinish } from "./useFinish";
import type { SigningSession } from "./useSigning";
import { useTouch } from "./useTouch";

interface SigningDeskProps {
  session: SigningSession;
  /** Who sent it, what it is, and what else can be done with it. */
  head: ReactNode;
  aside: ReactNode;
}

const NO_FIELDS: readonly SigningField[] = [];
/** The document with the signer's fields, and the way from one to the next. */
export function SigningDesk({ session, head, aside }: SigningDeskProps) {
  const { token, answers } = session;
  const view = session.view as NonNullable<typeof session.view>;
  const { locale, time_zone: zone } = view.business;
  const isTouch = useTouch();
  const words = useWords();
  const document_ = useRef<DocumentHandle>(null);
  const [currentId, setCurrent] = useState<string | null>(null);
  const [openId, setOpen] = useState<string | null>(null);
  const all = view.fields as readonly SigningField[];
  const frames = view.contract.pages;
  const zoom = useZoom(frames, isTouch ? 16 : 24);
  const fields = useMemo(() => shownFields(all, answers.values), [all, answers.values]);
  const standing = useMemo(
    () =>
      standingOf(
        all,
        answers.values,
        (id) => answers.isRefused(id) || answers.savedOf(id)?.state === "typing",
      ),
    [all, answers],
  );

  const go = useCallback((field: SigningField) => {
    setCurrent(field.id);
    document_.current?.showField(field.id);
    focusField(field.id);
  }, []);
  const [isOpened, setOpened] = useState(false);
  const tellOpened = useCallback(() => setOpened(true), []);
  const sentenceOf = useCallback(
    async (fieldId: string) => (isOpened && (await document_.current?.sentenceOf(fieldId))) || "",
    [isOpened],
  );
  /** To the field, and to what it is answered in. */
  const answer = useCallback(
    (field: SigningField) => {
      const hasPad = field.type === "signature" || field.type === "initials";
      // A sheet brings the field into view above itself.
      if (isTouch && !hasPad) setCurrent(field.id);
      else go(field);
      if (isTouch || hasPad) setOpen(field.id);
    },
    [go, isTouch],
  );
  const lead = useCallback(
    (field: SigningField) => (answers.isRefused(field.id) ? answer : go)(field),
    [answers, answer, go],
  );
  const finish = useFinish(session, standing, lead);
  const next = useCallback(() => {
    const field = nextAfter(currentId, standing.open, standing.mine);
    if (field) answer(field);
  }, [currentId, standing, answer]);

  const desk = useMemo(
    () => ({
      token,
      view,
      answers,
      fields,
      canSign: view.can_sign,
      usesSheet: isTouch,
      currentId,
      locale,
      zone,
      words,
      enter: setCurrent,
      open: setOpen,
      next,
      sentenceOf,
      refusals: finish.refusals,
    }),
    [
      token,
      view,
      answers,
      fields,
      isTouch,
      currentId,
      locale,
      zone,
      words,
      next,
      sentenceOf,
      finish.refusals,
    ],
  );
  const opened = fields.find(({ id }) => id === openId);
  // A contract that is ended elsewhere takes its dialogs with it.
  useEffect(() => {
    if (!view.can_sign) setOpen(null);
  }, [view.can_sign]);

  return (
    <DeskContext value={desk}>
      <div className={classes.desk} data-answering={opened && isTouch}>
        <div className={classes.column}>
          {head}
          <div className={classes.tools}>
            <ZoomButtons zoom={zoom} />
          </div>
          <DocumentView
            handle={document_}
            // The name of its content loads it anew when it was corrected meanwhile.
            url={`/api/v1/signing/${encodeURIComponent(token)}/document#${view.contract.document_sha256}`}
            frames={frames}
            // The finished file carries all of it already.
            fields={view.download.state === "ready" ? NO_FIELDS : fields}
            zoom={zoom}
            onOpened={tellOpened}
            label={view.contract.title ?? words.say("The document")}
            renderField={(field, place, size) => (
              <FieldOnPage field={field} place={place} size={size} scale={zoom.scale} />
            )}
          />
        </div>
        <aside className={classes.aside}>
          {view.can_sign && <FieldList standing={standing} onGo={go} />}
          {aside}
        </aside>
        {view.can_sign && <StickyBar standing={standing} finish={finish} onNext={next} onGo={go} />}
        {opened && (
          <FieldDialog
            key={opened.id}
            field={opened}
            session={session}
            unanswered={standing.open}
            onClose={() => setOpen(null)}
            onNext={next}
          />
        )}
      </div>
    </DeskContext>
  );
}

function focusField(id: string): void {
  const box = document.querySelector(`[data-field="${CSS.escape(id)}"]`);
  box
    ?.querySelector<HTMLElement>("input, textarea, select, button")
    ?.focus({ preventScroll: true });
}
