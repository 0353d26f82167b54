import type { ReactNode } from "react";
import classes from "./SheetFoot.module.css";

/** For what comes into sight above the foot: it stays clear of it. */
export const aboveFoot = classes.above;

/** The acts of a long dialog: in sight however much there is above them. */
export function SheetFoot({ children }: { children: ReactNode }) {
  return <div className={classes.foot}>{children}</div>;
}
