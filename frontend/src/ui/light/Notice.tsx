import type { ReactNode } from "react";
import classes from "./Notice.module.css";

interface NoticeProps {
  tone?: "info" | "danger" | "warn" | "ok";
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** Errors interrupt the screen reader, everything else waits. */
  role?: "alert" | "status";
}

export function Notice({ tone = "info", title, children, actions, role }: NoticeProps) {
  return (
    <div
      className={[classes.notice, classes[tone]].filter(Boolean).join(" ")}
      role={role ?? (tone === "danger" ? "alert" : "status")}
    >
      <p className={classes.title}>{title}</p>
      {children}
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
