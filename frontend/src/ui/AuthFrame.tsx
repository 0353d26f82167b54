import { Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { readBootstrap } from "../lib/bootstrap";
import { initialsOf } from "../lib/format";
import classes from "./AuthFrame.module.css";
import { Logo } from "./Logo";

interface AuthFrameProps {
  business: string;
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
}

/** The calm page around every form outside the shell. */
export function AuthFrame({ business, title, lead, children, footer }: AuthFrameProps) {
  const logo = readBootstrap().tenant?.logo_url;
  useEffect(() => {
    document.title = `${title} · ${business}`;
  }, [title, business]);
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        {logo ? (
          <Logo src={logo} name={business} height={44} />
        ) : (
          <span className={classes.mark} aria-hidden="true">
            {initialsOf(business)}
          </span>
        )}
        <div>
          <Title order={1} className={classes.title}>
            {title}
          </Title>
          {lead && (
            <Text c="dimmed" mt={6}>
              {lead}
            </Text>
          )}
        </div>
        {children}
      </div>
      {footer && <div className={classes.footer}>{footer}</div>}
    </main>
  );
}
