import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from "react";
import { useSay } from "../words";
import classes from "./Field.module.css";

interface Around {
  label: string;
  error?: string;
  hint?: ReactNode;
  optional?: boolean;
}

function useAround({ error, hint }: Around) {
  const id = useId();
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return { id, aria: { "aria-invalid": !!error, "aria-describedby": describedBy || undefined } };
}

function Frame({
  id,
  label,
  error,
  hint,
  optional,
  children,
}: Around & { id: string; children: ReactNode }) {
  const say = useSay();
  return (
    <div className={classes.field}>
      <label className={classes.label} htmlFor={id}>
        {label} {optional && <span className={classes.optional}>({say("optional")})</span>}
      </label>
      {children}
      {error && (
        <p className={classes.error} id={`${id}-error`}>
          {error}
        </p>
      )}
      {hint && (
        <p className={classes.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

type TextFieldProps = Around & InputHTMLAttributes<HTMLInputElement> & { suffix?: string };

export function TextField({ label, error, hint, optional, suffix, ...rest }: TextFieldProps) {
  const { id, aria } = useAround({ label, error, hint });
  const input = (
    <input
      {...rest}
      {...aria}
      id={id}
      className={classes.control}
      aria-required={!optional || undefined}
    />
  );
  return (
    <Frame id={id} label={label} error={error} hint={hint} optional={optional}>
      {suffix ? (
        <div className={classes.affixed}>
          {input}
          <span className={classes.suffix}>{suffix}</span>
        </div>
      ) : (
        input
      )}
    </Frame>
  );
}

type TextAreaFieldProps = Around & TextareaHTMLAttributes<HTMLTextAreaElement>;

export function TextAreaField({ label, error, hint, optional, ...rest }: TextAreaFieldProps) {
  const { id, aria } = useAround({ label, error, hint });
  return (
    <Frame id={id} label={label} error={error} hint={hint} optional={optional}>
      <textarea {...rest} {...aria} id={id} className={classes.control} />
    </Frame>
  );
}

type SelectFieldProps = Around & SelectHTMLAttributes<HTMLSelectElement>;

export function SelectField({ label, error, hint, optional, ...rest }: SelectFieldProps) {
  const { id, aria } = useAround({ label, error, hint });
  return (
    <Frame id={id} label={label} error={error} hint={hint} optional={optional}>
      <select {...rest} {...aria} id={id} className={classes.control} />
    </Frame>
  );
}

/** Moves to the first field that the form refused. */
export function focusFirstInvalid(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => {
    form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  });
}
