import type { ReactNode } from "react";
import classes from "./SheetFoot.module.css";

/** The acts of a long dialog: in sight however much there is above them. */
export function SheetFoot({ children }: { children: ReactNode }) {
  return <div className={classes.foot}>{children}</div>;
}
