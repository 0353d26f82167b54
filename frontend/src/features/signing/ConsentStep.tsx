import { useState } from "react";
import { consentToSigning } from "../../api/generated/api";
import type { Signing } from "../../api/generated/api.schemas";
import { isProblem } from "../../api/problem";
import { Button } from "../../ui/light/Button";
import { Icon } from "../../ui/light/Icon";
import { Notice } from "../../ui/light/Notice";
import { messageIn } from "../../ui/speech/problems";
import { useWords, type Words } from "../../ui/speech/words";
import { Particulars } from "./ContractHead";
import type { Delegated } from "./EndState";
import { MoreMenu } from "./MoreMenu";
import { bothZones } from "./moments";
import { Others } from "./Others";
import classes from "./Signing.module.css";
import { useArrival } from "./useArrival";
import type { SigningSession } from "./useSigning";

interface ConsentStepProps {
  session: SigningSession;
  view: Signing;
  onDelegated: (to: Delegated) => void;
}

/** Who asks for what, and the agreement to do it electronically, before anything is filled in. */
export function ConsentStep({ session, view, onDelegated }: ConsentStepProps) {
  const { business, consent, contract } = view;
  const words = useWords();
  const { say } = words;
  // Agreed to is what is read: in the page's language, where there is a text in it.
  const language = words.language in consent.texts ? words.language : consent.language;
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const heading = useArrival();

  const agree = async () => {
    setBusy(true);
    setFailure(null);
    try {
      session.show(await consentToSigning(session.token, { version: consent.version, language }));
    } catch (error) {
      if (isProblem(error, "consent-outdated")) session.reload();
      setFailure(messageIn(error, words));
      setBusy(false);
    }
  };
  return (
    <div className={classes.card}>
      <div>
        <h1 ref={heading} tabIndex={-1} className={classes.title}>
          {contract.title}
        </h1>
        <p className={classes.lead}>{whoAsks(view, say)}</p>
      </div>
      <Particulars view={view} />
      {contract.message && <blockquote className={classes.message}>{contract.message}</blockquote>}
      <ul className={classes.facts}>
        <li>
          <Icon name="file" />
          {contract.pages.length === 1
            ? say("1 page, number {number}", { number: contract.number })
            : say("{count} pages, number {number}", {
                count: contract.pages.length,
                number: contract.number,
              })}
        </li>
        {contract.expires_at && (
          <li>
            <Icon name="clock" />
            {say("Until {moment}", {
              moment: bothZones(contract.expires_at, contract.time_zone, business.locale, words),
            })}
          </li>
        )}
      </ul>
      <Others view={view} />
      <section className={classes.consent} aria-labelledby="consent">
        <h2 id="consent" className={classes.subtitle}>
          {say("Signing electronically")}
        </h2>
        <p lang={language} dir="auto">
          {consent.texts[language] ?? consent.text}
        </p>
      </section>
      {failure && <Notice tone="danger" title={failure} />}
      <div className={classes.actions}>
        <Button look="primary" large busy={isBusy} onClick={agree}>
          {say("Agree and open the document")}
        </Button>
        <MoreMenu session={session} onDelegated={onDelegated} isWide />
      </div>
    </div>
  );
}

/** Who asks for what: a person of the business, or the business itself. */
function whoAsks({ contract, business, signer }: Signing, say: Words["say"]): string {
  const names = { sender: contract.sender_name, business: business.name, name: signer.name };
  if (contract.sender_name === business.name) {
    return signer.kind === "approver"
      ? say("{business} asks you, {name}, to approve this.", names)
      : say("{business} asks you, {name}, to sign this.", names);
  }
  return signer.kind === "approver"
    ? say("{sender} at {business} asks you, {name}, to approve this.", names)
    : say("{sender} at {business} asks you, {name}, to sign this.", names);
}
