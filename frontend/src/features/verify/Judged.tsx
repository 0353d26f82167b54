import { useEffect, useRef } from "react";
import type { Verification } from "../../api/generated/api.schemas";
import { bytesText, datedMomentText } from "../../lib/format";
import { Icon, type IconName } from "../../ui/light/Icon";
import { useWords } from "../../ui/speech/words";
import classes from "./Verify.module.css";
import { VERDICTS } from "./verdicts";

interface JudgedProps {
  name: string;
  verification: Verification;
  /** Where files of every business are told of. */
  siteUrl: string;
}

const ICONS: Record<string, IconName> = {
  ok: "check",
  warn: "warn",
  danger: "close",
  info: "file",
};

/** The verdict in plain words, and what the seal says. */
export function Judged({ name, verification, siteUrl }: JudgedProps) {
  const { contract, sealed_for, sealed_at, timestamped_at, added_bytes } = verification;
  const verdict = VERDICTS[verification.verdict];
  const isElsewhere = verification.verdict === "elsewhere";
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  const { say, language, localeFor } = useWords();
  const when = (moment: string) => datedMomentText(moment, zone, localeFor(navigator.language));
  const facts: [string, string | null][] = [
    [say("Contract"), contract && `${contract.title} (${contract.number})`],
    [say("Business"), contract?.business_name ?? sealed_for],
    [say("Sealed"), sealed_at && when(sealed_at)],
    [say("Time stamped"), timestamped_at && when(timestamped_at)],
    [say("Added later"), added_bytes > 0 ? bytesText(added_bytes, language) : null],
    ...(contract?.signers ?? []).map(({ name: who, signed_at }): [string, string] => [
      say("Signed by {name}", { name: who }),
      signed_at ? when(signed_at) : say("without a date"),
    ]),
  ];
  return (
    <section className={classes.judged} data-tone={verdict.tone} aria-labelledby="verdict">
      <span className={classes.badge}>
        <Icon name={ICONS[verdict.tone] ?? "file"} size={24} />
      </span>
      <div>
        <p className={classes.file}>{name}</p>
        <h2 id="verdict" ref={heading} tabIndex={-1} className={classes.verdict}>
          {say(verdict.title)}
        </h2>
        <p className={classes.text}>{say(verdict.text)}</p>
        {isElsewhere && added_bytes > 0 && (
          <p className={classes.text}>{say(VERDICTS.added_to.text)}</p>
        )}
        {isElsewhere && (
          <p className={classes.text}>
            <a href={new URL("/verify", new URL(siteUrl, window.location.href)).href}>
              {say("Check it on the page for all businesses")}
            </a>
          </p>
        )}
      </div>
      <dl className={classes.facts}>
        {facts.map(
          ([term, said]) =>
            said && (
              <div key={term}>
                <dt>{term}</dt>
                <dd>{said}</dd>
              </div>
            ),
        )}
        <div>
          <dt>{say("Fingerprint (SHA-256)")}</dt>
          <dd className={classes.hash}>{verification.sha256}</dd>
        </div>
      </dl>
    </section>
  );
}
