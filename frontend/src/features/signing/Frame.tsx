import type { ReactNode } from "react";
import { initialsOf } from "../../lib/format";
import { Logo } from "../../ui/Logo";
import { SchemeToggle } from "../../ui/light/SchemeToggle";
import { LanguageChoice } from "../../ui/speech/LanguageChoice";
import { useWords } from "../../ui/speech/words";
import classes from "./Signing.module.css";

interface FrameProps {
  business: { name: string; logo_url: string | null } | null;
  /** What stands at the end of the head: how answers stand, what else can be done. */
  tools?: ReactNode;
  showsOurName: boolean;
  children: ReactNode;
}

/** The page around every step: whose document it is, always in sight. */
export function Frame({ business, tools, showsOurName, children }: FrameProps) {
  const { say } = useWords();
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        {business?.logo_url ? (
          <Logo src={business.logo_url} height={30} />
        ) : (
          <span className={classes.mark} aria-hidden="true">
            {business ? initialsOf(business.name) : ""}
          </span>
        )}
        <span className={classes.name}>{business?.name}</span>
        {tools || <LanguageChoice />}
        <SchemeToggle />
      </header>
      <main className={classes.main}>{children}</main>
      <footer className={classes.foot}>
        <a href="/verify">{say("Check a signed PDF")}</a>
        {showsOurName && <span>{say("Signing by {product}", { product: "SmoothSchedule" })}</span>}
      </footer>
    </div>
  );
}
