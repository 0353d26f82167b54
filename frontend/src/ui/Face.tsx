import type { CSSProperties, ReactNode } from "react";
import { initialsOf } from "../lib/format";
import classes from "./Face.module.css";

interface FaceProps {
  name: string;
  color?: string;
  size?: number;
}

/** A person's initials in their colour, for the eye only: the name stands beside it. */
export function Face({ name, color, size = 28 }: FaceProps) {
  const style = { "--face": color, "--face-size": `${size}px` } as CSSProperties;
  return (
    <span className={classes.face} style={style} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

/** A name with its face. */
export function Named({ name, color, size }: FaceProps) {
  return (
    <span className={classes.named}>
      <Face name={name} color={color} size={size} />
      {name}
    </span>
  );
}

/** A second line under a name, in line with it. */
export function UnderName({ children }: { children: ReactNode }) {
  return <span className={classes.under}>{children}</span>;
}
