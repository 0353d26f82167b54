import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Account.module.css";

interface SectionProps {
  title: string;
  /** One or two sentences. */
  lead?: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}

/** One subject of the account page. */
export function Section({ title, lead, action, children }: SectionProps) {
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.head}>
        <div className={classes.words}>
          <h2 className={classes.title}>{title}</h2>
          {lead && (
            <Text size="sm" c="dimmed" mt={4}>
              {lead}
            </Text>
          )}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}
