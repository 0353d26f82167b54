import { useState } from "react";
import { getBookingAnswers, setBookingAnswers } from "../../api/generated/api";
import type { Answer, Intake } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { answerText, type FormAnswer, formAnswers, wireAnswers } from "../../api/intake";
import { isProblem } from "../../api/problem";
import { isSame, OVERTAKEN, sayTheirs } from "../../ui/useChangeOf";

/** What is answered, to be compared: links to files are others each time. */
const saidIn = (answer: Answer | undefined) => [answer?.value ?? null, answer?.file?.id ?? null];

const answerTo = (id: string, { answers }: Intake) =>
  answers.find(({ question_id }) => question_id === id);

/**
 * The answers of a booking as they are being changed. Where somebody saved others meanwhile, theirs
 * stand wherever the guest left it alone; what both wrote is told, and the next try is a change of
 * theirs. A booking that changed in nothing that is asked here is no reason to ask.
 */
export function useAnswers(token: string, begun: Intake, locale: string) {
  const [intake, setIntake] = useState(begun);
  const [answers, setAnswers] = useState(() => formAnswers(begun.answers));
  /** What somebody else answered, for each question that the guest answered otherwise. */
  const [theirs, setTheirs] = useState<Record<string, string>>({});

  const take = (now: Intake) => {
    const [fresh, old] = [formAnswers(now.answers), formAnswers(intake.answers)];
    const isTyped = ({ id }: { id: string }) => !isSame(answers[id] ?? null, old[id] ?? null);
    const kept = now.questions.filter(isTyped);
    const told = kept.flatMap(({ id }) => {
      const [answer, before] = [answerTo(id, now), answerTo(id, intake)];
      if (isSame(saidIn(answer), saidIn(before)) || isSame(fresh[id], answers[id])) return [];
      const text = answer ? answerText(answer, locale) : "";
      return [[id, sayTheirs(answer?.value ?? null, text)]];
    });
    setIntake(now);
    setAnswers({
      ...fresh,
      ...Object.fromEntries(kept.map(({ id }) => [id, answers[id] ?? null])),
    });
    setTheirs(Object.fromEntries(told));
  };

  const saveOver = async (seen: Intake): Promise<void> => {
    try {
      const body = { answers: wireAnswers(intake.questions, answers) };
      await setBookingAnswers(token, body, ifMatch(seen.version));
    } catch (error) {
      if (!isProblem(error, "stale")) throw error;
      const now = await getBookingAnswers(token);
      const isAsBefore =
        isSame(now.questions, intake.questions) &&
        now.questions.every(({ id }) =>
          isSame(saidIn(answerTo(id, now)), saidIn(answerTo(id, intake))),
        );
      if (isAsBefore && now.version !== seen.version) return saveOver(now);
      take(now);
      throw OVERTAKEN;
    }
  };

  return {
    questions: intake.questions,
    answers,
    theirs,
    answer: (id: string, answer: FormAnswer) => setAnswers((old) => ({ ...old, [id]: answer })),
    save: () => saveOver(intake),
  };
}
