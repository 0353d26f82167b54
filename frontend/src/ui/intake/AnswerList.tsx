import { Anchor } from "@mantine/core";
import type { Answer } from "../../api/generated/api.schemas";
import { answerText } from "../../api/intake";
import { datedMomentText } from "../../lib/format";
import classes from "./AnswerList.module.css";

interface AnswerListProps {
  answers: Answer[];
  zone: string;
  locale: string;
}

/** Answers beside their questions as they were asked; a consent with when it was given. */
export function AnswerList({ answers, zone, locale }: AnswerListProps) {
  return (
    <dl className={classes.list}>
      {answers.map((answer) => (
        <div key={answer.id}>
          <dt>{answer.question}</dt>
          <dd>
            {answer.file ? (
              <Anchor href={answer.file.url}>{answer.file.name}</Anchor>
            ) : (
              answerText(answer, locale)
            )}
            {answer.kind === "consent" && `, ${datedMomentText(answer.answered_at, zone, locale)}`}
          </dd>
        </div>
      ))}
    </dl>
  );
}
