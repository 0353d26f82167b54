import type { ButtonHTMLAttributes, ReactNode } from "react";
import classes from "./Button.module.css";

type Look = "primary" | "plain" | "quiet" | "danger";

interface LookOptions {
  look?: Look;
  large?: boolean;
  wide?: boolean;
}

/** For links that look like buttons. */
export function buttonClass({ look = "plain", large, wide }: LookOptions = {}): string {
  return [classes.button, classes[look], large && classes.large, wide && classes.wide]
    .filter(Boolean)
    .join(" ");
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement>, LookOptions {
  busy?: boolean;
  children: ReactNode;
}

export function Button({ look, large, wide, busy, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={[buttonClass({ look, large, wide }), rest.className].filter(Boolean).join(" ")}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy && <span className={classes.spinner} aria-hidden="true" />}
      {children}
    </button>
  );
}
