import { useCallback, useState } from "react";
import { finishSigning } from "../../api/generated/api";
import type { SigningField } from "../../api/generated/api.schemas";
import { idempotent } from "../../api/http";
import { isProblem, ProblemError } from "../../api/problem";
import { useSubmission } from "../../api/submission";
import type { Sentence } from "../../ui/speech/languages";
import { messageIn } from "../../ui/speech/problems";
import { useWords, type Words } from "../../ui/speech/words";
import { labelOf, type Standing } from "./answering";
import { CLOSED } from "./answerQueue";
import type { SigningSession } from "./useSigning";

const CHANGED_ELSEWHERE: Sentence =
  "Something was changed elsewhere in the meantime, and this is how it stands now. Please look once more, then finish.";

export interface Finish {
  isBusy: boolean;
  failure: string | null;
  /** Sentences by field, of the last refusal. */
  refusals: Record<string, string>;
  finish: () => Promise<void>;
}

/** The signature itself: once everything is saved, with what this page has seen. */
export function useFinish(
  session: SigningSession,
  standing: Standing,
  onOpen: (field: SigningField) => void,
): Finish {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [refusals, setRefusals] = useState<Record<string, string>>({});
  const submitOnce = useSubmission();
  const { token, view, answers, show, reload } = session;
  const words = useWords();

  const refuse = useCallback(
    (found: Record<string, string>) => {
      setRefusals(found);
      const first = standing.mine.find(({ id }) => found[id]);
      if (first) onOpen(first);
    },
    [standing, onOpen],
  );
  const fail = useCallback(
    (error: unknown) => {
      if (isProblem(error, "stale", ...CLOSED)) reload();
      if (isProblem(error, "stale")) return setFailure(words.say(CHANGED_ELSEWHERE));
      const sentences = sentencesOf(error, words);
      if (sentences) refuse(sentences);
      else setFailure(messageIn(error, words));
    },
    [reload, refuse, words],
  );
  const finish = useCallback(async () => {
    setFailure(null);
    setRefusals({});
    if (standing.open.length > 0) {
      return refuse(
        Object.fromEntries(standing.open.map((each) => [each.id, missingText(each, words)])),
      );
    }
    setBusy(true);
    try {
      if (!(await answers.settled())) {
        setFailure(
          words.say("Some answers are not saved yet. Check the connection and try again."),
        );
        return;
      }
      // Refused since the button was pressed; the field says why by itself.
      const refused = standing.mine.find(({ id }) => answers.isRefused(id));
      if (refused) return onOpen(refused);
      const body = { version: answers.version(), ...documentOf(view) };
      show(await submitOnce(body, (sent, key) => finishSigning(token, sent, idempotent(key))));
    } catch (error) {
      fail(error);
    } finally {
      setBusy(false);
    }
  }, [standing, answers, token, view, show, fail, refuse, onOpen, submitOnce, words]);
  return { isBusy, failure, refusals, finish };
}

/** The document that is on screen: nobody signs one that has come in its place meanwhile. */
function documentOf(view: SigningSession["view"]) {
  const { document_sha256, edition } = (view as NonNullable<typeof view>).contract;
  return { document_sha256: document_sha256 ?? "", edition };
}

function missingText(field: SigningField, { say }: Words): string {
  return field.type === "signature" || field.type === "initials"
    ? say("Please sign here.")
    : say("Please fill in “{label}”.", { label: labelOf(field, say) });
}

/** The server names fields by their ids, below `fields`. */
function sentencesOf(error: unknown, { sayAny }: Words): Record<string, string> | null {
  const found = error instanceof ProblemError ? Object.entries(error.fields) : [];
  if (found.length === 0) return null;
  return Object.fromEntries(
    found.map(([name, text]) => [name.split(".").pop() ?? name, sayAny(text)]),
  );
}
