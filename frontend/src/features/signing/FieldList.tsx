import type { SigningField } from "../../api/generated/api.schemas";
import { Icon } from "../../ui/light/Icon";
import { isFilled, labelOf, type Standing } from "./answering";
import { useDesk } from "./desk";
import classes from "./FieldList.module.css";

interface FieldListProps {
  standing: Standing;
  onGo: (field: SigningField) => void;
  /** Without a heading of its own. */
  isBare?: boolean;
}

/** Everything that is asked of the signer, in order; each goes to its place in the document. */
export function FieldList({ standing, onGo, isBare }: FieldListProps) {
  const { answers, currentId, words } = useDesk();
  const { say } = words;
  if (standing.mine.length === 0) return null;
  return (
    <nav className={classes.nav} aria-label={say("Your fields")}>
      {!isBare && <h2 className={classes.title}>{say("Your part")}</h2>}
      <ol className={classes.list}>
        {standing.mine.map((field) => {
          const isRefused = answers.isRefused(field.id);
          // What is still being typed is no answer yet.
          const isTyping = answers.savedOf(field.id)?.state === "typing";
          const isDone = isFilled(answers.values[field.id]) && !isTyping;
          const rule = field.is_required ? "required" : "optional";
          const state = isDone ? "done" : rule;
          return (
            <li key={field.id}>
              <button
                type="button"
                aria-current={field.id === currentId ? "step" : undefined}
                onClick={() => onGo(field)}
              >
                <span className={classes.mark} data-state={isRefused ? "refused" : state}>
                  {isRefused ? (
                    <Icon name="warn" size={12} />
                  ) : (
                    isDone && <Icon name="check" size={12} />
                  )}
                </span>
                <span className={classes.label}>{labelOf(field, say)}</span>
                <span className={classes.rule}>{say(isRefused ? "needs a change" : state)}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
