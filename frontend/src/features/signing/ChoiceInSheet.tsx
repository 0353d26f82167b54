import type { SigningField } from "../../api/generated/api.schemas";
import { Button } from "../../ui/light/Button";
import { labelOf } from "./answering";
import { useDesk } from "./desk";
import classes from "./Sheet.module.css";

/** What is ticked or chosen is answered as soon as it is pressed. */
export const CHOICES: readonly string[] = ["radio", "dropdown", "checkbox"];

/** A box to tick, or one of several to choose, large enough for fingers. */
export function ChoiceInSheet({ field }: { field: SigningField }) {
  const { answers, words } = useDesk();
  const { say } = words;
  const value = answers.values[field.id] ?? null;
  if (field.type === "checkbox") {
    return (
      <label className={classes.option}>
        <input
          type="checkbox"
          className="tick"
          checked={value === true}
          onChange={(event) => answers.answer(field.id, event.target.checked)}
        />
        {labelOf(field, say)}
      </label>
    );
  }
  return (
    <fieldset className={classes.options}>
      <legend className="visually-hidden">{labelOf(field, say)}</legend>
      {field.options?.map((option) => (
        <label key={option} className={classes.option}>
          <input
            type="radio"
            className="tick"
            name={field.id}
            checked={value === option}
            onChange={() => answers.answer(field.id, option)}
          />
          {option}
        </label>
      ))}
      {value !== null && !field.is_required && (
        <Button look="quiet" onClick={() => answers.answer(field.id, null)}>
          {say("Clear the choice")}
        </Button>
      )}
    </fieldset>
  );
}
