import type { ReactNode } from "react";
import type { Signing, SigningDelegated } from "../../api/generated/api.schemas";
import { Button, buttonClass } from "../../ui/light/Button";
import { Icon, type IconName } from "../../ui/light/Icon";
import { useWords } from "../../ui/speech/words";
import { type Ending, endingOf, givenBack } from "./endings";
import classes from "./Signing.module.css";
import { useArrival } from "./useArrival";

export type Delegated = SigningDelegated;

interface EndStateProps {
  view: Signing;
  onRead: () => void;
}

/** Nothing to fill in now: one sentence, one next step. */
export function EndState({ view, onRead }: EndStateProps) {
  const words = useWords();
  const { say } = words;
  const ending = endingOf(view, words);
  return (
    <Card ending={ending}>
      {ending.isPreparing && (
        <div className={classes.preparing} role="status">
          <progress aria-label={say("Preparing the finished PDF…")} />
          <span>{say("Preparing the finished PDF…")}</span>
        </div>
      )}
      <div className={classes.actions}>
        {ending.next === "download" && view.download.url && (
          <a
            className={buttonClass({ look: "primary", large: true })}
            href={view.download.url}
            download
          >
            <Icon name="download" /> {say("Download the signed PDF")}
          </a>
        )}
        {ending.next === "home" && (
          <a className={buttonClass({ look: "primary", large: true })} href="/">
            {say("Go to {name}", { name: view.business.name })}
          </a>
        )}
        {ending.mayRead && (
          <Button large look={ending.next === "read" ? "primary" : "plain"} onClick={onRead}>
            {say("Read the document")}
          </Button>
        )}
      </div>
    </Card>
  );
}

export function DelegatedState({ to }: { to: Delegated }) {
  const { say } = useWords();
  const title = say("{name} signs instead of you", { name: to.name });
  const text = say("We have written to {name} ({email}). Your own link no longer works.", {
    name: to.name,
    email: to.email_hint,
  });
  return <Card ending={{ tone: "ok", title, text }} />;
}

/** On a device of the business: the signer is done, and nothing stays open for the next person. */
export function GivenBack({ view }: { view: Signing }) {
  const words = useWords();
  return (
    <Card ending={givenBack(view, words)}>
      <p className={classes.muted}>
        <a href="/sign-in">{words.say("For the team: sign in again")}</a>
      </p>
    </Card>
  );
}

export function HandOverIsOver() {
  const { say } = useWords();
  return (
    <Card
      ending={{
        tone: "over",
        title: say("This hand-over is over"),
        text: say(
          "Its link opens once, within ten minutes: it has been used, or it was too late. The team can hand the device over again from the contract.",
        ),
      }}
    >
      <div className={classes.actions}>
        <a className={buttonClass({ look: "primary", large: true })} href="/app">
          {say("Go to the team’s pages")}
        </a>
      </div>
    </Card>
  );
}

export function UnknownLink() {
  const { say } = useWords();
  return (
    <Card
      ending={{
        tone: "over",
        title: say("This link does not work"),
        text: say(
          "It may have been replaced by a newer one. Please look for the latest mail about this contract, or ask whoever sent it.",
        ),
      }}
    >
      <div className={classes.actions}>
        <a className={buttonClass({ look: "primary", large: true })} href="/">
          {say("Go to the start page")}
        </a>
      </div>
    </Card>
  );
}

const ICONS: Record<Ending["tone"], IconName> = { ok: "check", wait: "clock", over: "close" };

function Card({ ending, children }: { ending: Ending; children?: ReactNode }) {
  const heading = useArrival(ending.title);
  return (
    <div className={classes.card}>
      <span className={classes.tick} data-tone={ending.tone}>
        <Icon name={ICONS[ending.tone]} size={26} />
      </span>
      <div>
        <h1 ref={heading} tabIndex={-1} className={classes.title}>
          {ending.title}
        </h1>
        <p className={classes.lead}>{ending.text}</p>
      </div>
      {children}
    </div>
  );
}
