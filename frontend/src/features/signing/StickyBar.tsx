import { useState } from "react";
import type { SigningField } from "../../api/generated/api.schemas";
import { Button } from "../../ui/light/Button";
import { Dialog } from "../../ui/light/Dialog";
import { Icon } from "../../ui/light/Icon";
import type { Standing } from "./answering";
import { useDesk } from "./desk";
import { FieldList } from "./FieldList";
import classes from "./StickyBar.module.css";
import type { Finish } from "./useFinish";
import type { Answers } from "./useSigning";

interface StickyBarProps {
  standing: Standing;
  finish: Finish;
  onNext: () => void;
  onGo: (field: SigningField) => void;
}

/** Always in reach: how much is done, and the one next step. */
export function StickyBar({ standing, finish, onNext, onGo }: StickyBarProps) {
  const { view, answers, words } = useDesk();
  const { say } = words;
  const [isListOpen, setListOpen] = useState(false);
  const total = standing.required.length;
  const done = standing.required.filter((field) => !standing.open.includes(field)).length;
  const isComplete = standing.open.length === 0;
  const onlyRefused = isOnlyRefused(standing, answers) ? say("One answer needs a change") : null;
  const said =
    total === 0 ? say("Nothing is required of you") : say("{done} of {total}", { done, total });
  const act = view.signer.kind === "approver" ? say("Approve") : say("Sign and finish");
  return (
    <section className={classes.bar} aria-label={say("Your progress")}>
      <div className={classes.track} aria-hidden="true">
        <div style={{ width: `${total ? (done / total) * 100 : 100}%` }} />
      </div>
      {finish.failure && (
        <p className={classes.failure} role="alert">
          {finish.failure}
        </p>
      )}
      <div className={classes.row}>
        <p className={classes.count}>
          <strong>{said}</strong>
          <small>
            {isComplete ? say("ready to finish") : (onlyRefused ?? say("required fields done"))}
          </small>
        </p>
        <span className="visually-hidden" role="status">
          {isComplete
            ? say("All required fields are done. You can finish now.")
            : (onlyRefused ?? say("{done} of {total} required fields done", { done, total }))}
        </span>
        {standing.mine.length > 0 && (
          <button
            type="button"
            className={classes.list}
            aria-label={say("Show all fields")}
            aria-haspopup="dialog"
            onClick={() => setListOpen(true)}
          >
            <Icon name="list" size={20} />
          </button>
        )}
        {isComplete ? (
          <Button look="primary" large busy={finish.isBusy} onClick={finish.finish}>
            <Icon name="check" /> {act}
          </Button>
        ) : (
          <Button look="primary" large onClick={onNext}>
            {done === 0 && total > 0 ? say("Start") : say("Next")} <Icon name="arrowRight" />
          </Button>
        )}
      </div>
      {isListOpen && (
        <Dialog title={say("Your fields")} look="sheet" onClose={() => setListOpen(false)}>
          <FieldList
            standing={standing}
            isBare
            onGo={(field) => {
              setListOpen(false);
              // The dialog gives the focus back when it closes; the field takes it after that.
              setTimeout(() => onGo(field), 0);
            }}
          />
        </Dialog>
      )}
    </section>
  );
}

/** All that is required is there, and something else was refused. */
function isOnlyRefused({ required, open }: Standing, answers: Answers): boolean {
  const isDone = !required.some((field) => open.includes(field));
  return isDone && open.some(({ id }) => answers.isRefused(id));
}
