import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { usePasswordVerdict, verdictText } from "../api/passwordVerdict";
import { PASSWORD_RULE } from "../lib/password";
import classes from "./NewPassword.module.css";

const BARS = [1, 2, 3, 4];

interface NewPasswordProps extends Omit<PasswordInputProps, "value"> {
  value?: string;
  /** What a guesser knows of its owner: name, e-mail, business. */
  known: string[];
}

/** A field for a new password, with the verdict on it as one types. */
export function NewPassword({ value = "", known, ...props }: NewPasswordProps) {
  const verdict = usePasswordVerdict(value, known);
  return (
    <div>
      <PasswordInput
        label="New password"
        description={PASSWORD_RULE}
        autoComplete="new-password"
        value={value}
        {...props}
      />
      <div className={classes.verdict} role="status">
        {verdict && (
          <>
            <span className={classes.bars} aria-hidden="true">
              {BARS.map((bar) => (
                <span
                  key={bar}
                  className={classes.bar}
                  data-lit={
                    bar <= Math.max(verdict.score, 1)
                      ? verdict.is_good
                        ? "good"
                        : "weak"
                      : undefined
                  }
                />
              ))}
            </span>
            <p className={classes.words}>{verdictText(verdict)}</p>
          </>
        )}
      </div>
    </div>
  );
}
