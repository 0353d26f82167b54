import { Icon, type IconName } from "../../ui/light/Icon";
import type { Sentence } from "../../ui/speech/languages";
import { useWords } from "../../ui/speech/words";
import type { SaveState } from "./answerQueue";
import classes from "./Signing.module.css";
import type { Answers } from "./useSigning";

const MARKS: Record<Exclude<SaveState, "typing">, { icon: IconName; text: Sentence }> = {
  saved: { icon: "check", text: "Saved" },
  saving: { icon: "clock", text: "Saving…" },
  waiting: { icon: "warn", text: "Not saved yet: trying again" },
  refused: { icon: "warn", text: "One answer needs a change" },
};

/** Whether what was typed has arrived; said aloud, too. */
export function SaveMark({ answers }: { answers: Answers }) {
  const { say } = useWords();
  const mark = answers.overall ? MARKS[answers.overall] : null;
  return (
    <span className={classes.saved} data-state={answers.overall} role="status">
      {mark && (
        <>
          <Icon name={mark.icon} size={16} />
          <span>{say(mark.text)}</span>
        </>
      )}
    </span>
  );
}
