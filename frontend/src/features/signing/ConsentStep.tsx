import { useState } from "react";
import { consentToSigning } from "../../api/generated/api";
import type { Signing } from "../../api/generated/api.schemas";
import { isProblem, messageOf } from "../../api/problem";
import { Button } from "../../ui/light/Button";
import { SelectField } from "../../ui/light/Field";
import { Icon } from "../../ui/light/Icon";
import { Notice } from "../../ui/light/Notice";
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
  const { business, consent, contract, signer } = view;
  const [language, setLanguage] = useState(consent.language);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const heading = useArrival();
  const act = signer.kind === "approver" ? "approve" : "sign";

  const agree = async () => {
    setBusy(true);
    setFailure(null);
    try {
      session.show(await consentToSigning(session.token, { version: consent.version, language }));
    } catch (error) {
      if (isProblem(error, "consent-outdated")) session.reload();
      setFailure(messageOf(error));
      setBusy(false);
    }
  };
  return (
    <div className={classes.card}>
      <div>
        <h1 ref={heading} tabIndex={-1} className={classes.title}>
          {contract.title}
        </h1>
        <p className={classes.lead}>
          {contract.sender_name} at {business.name} asks you, {signer.name}, to {act} this.
        </p>
      </div>
      {contract.message && <blockquote className={classes.message}>{contract.message}</blockquote>}
      <ul className={classes.facts}>
        <li>
          <Icon name="file" />
          {contract.pages.length === 1 ? "1 page" : `${contract.pages.length} pages`}, number{" "}
          {contract.number}
        </li>
        {contract.expires_at && (
          <li>
            <Icon name="clock" />
            Until {bothZones(contract.expires_at, contract.time_zone, business.locale)}
          </li>
        )}
      </ul>
      <Others view={view} />
      <section className={classes.consent} aria-labelledby="consent">
        <div className={classes.consentHead}>
          <h2 id="consent" className={classes.subtitle}>
            Signing electronically
          </h2>
          {consent.languages.length > 1 && (
            <SelectField
              label="Language"
              value={language}
              onChange={(event) => setLanguage(event.target.value)}
            >
              {consent.languages.map((each) => (
                <option key={each} value={each}>
                  {languageName(each)}
                </option>
              ))}
            </SelectField>
          )}
        </div>
        <p lang={language} dir="auto">
          {consent.texts[language] ?? consent.text}
        </p>
      </section>
      {failure && <Notice tone="danger" title={failure} />}
      <div className={classes.actions}>
        <Button look="primary" large busy={isBusy} onClick={agree}>
          Agree and open the document
        </Button>
        <MoreMenu session={session} onDelegated={onDelegated} isWide />
      </div>
    </div>
  );
}

/** A language by its own name. */
function languageName(code: string): string {
  const name = new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}
