import { useId } from "react";
import classes from "./ChoiceField.module.css";

interface ChoiceFieldProps {
  label: string;
  options: readonly string[];
  isMultiple?: boolean;
  chosen: string[];
  error?: string;
  hint?: string;
  optional?: boolean;
  onChange: (chosen: string[]) => void;
}

/** One or several of a few, each a row that is easy to hit. */
export function ChoiceField(props: ChoiceFieldProps) {
  const { label, options, isMultiple, chosen, error, hint, optional, onChange } = props;
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  const toggle = (option: string) => {
    if (!isMultiple) onChange([option]);
    else if (chosen.includes(option)) onChange(chosen.filter((each) => each !== option));
    else onChange([...chosen, option]);
  };
  return (
    <fieldset className={classes.field} aria-describedby={described || undefined}>
      <legend className={classes.label}>
        {label} {optional && <span className={classes.optional}>(optional)</span>}
      </legend>
      {hint && (
        <p className={classes.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {options.map((option) => (
        <label key={option} className={classes.option}>
          <input
            type={isMultiple ? "checkbox" : "radio"}
            className="tick"
            name={id}
            checked={chosen.includes(option)}
            aria-invalid={!!error}
            onChange={() => toggle(option)}
          />
          <span>{option}</span>
        </label>
      ))}
      {!isMultiple && optional && chosen.length > 0 && (
        <button type="button" className={classes.none} onClick={() => onChange([])}>
          Leave unanswered
        </button>
      )}
      {error && (
        <p className={classes.error} id={`${id}-error`}>
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface ConsentFieldProps {
  label: string;
  text?: string;
  isGiven: boolean;
  error?: string;
  optional?: boolean;
  onChange: (isGiven: boolean) => void;
}

/** Something to agree to; its full text can be read before. */
export function ConsentField(props: ConsentFieldProps) {
  const { label, text, isGiven, error, optional, onChange } = props;
  const id = useId();
  return (
    <div className={classes.field}>
      {text && <p className={classes.text}>{text}</p>}
      <label className={classes.option}>
        <input
          type="checkbox"
          className="tick"
          checked={isGiven}
          aria-invalid={!!error}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>
          {label} {optional && <span className={classes.optional}>(optional)</span>}
        </span>
      </label>
      {error && (
        <p className={classes.error} id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
