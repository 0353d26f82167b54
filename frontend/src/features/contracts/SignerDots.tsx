import { Tooltip } from "@mantine/core";
import { IconCheck, IconClock, IconEye, IconMail, IconX } from "@tabler/icons-react";
import type { ContractSigner } from "../../api/generated/api.schemas";
import classes from "./Contracts.module.css";
import { groupsOf, standingOf, stateText, withoutReplaced } from "./signers";

const ICONS = { done: IconCheck, now: IconMail, later: IconClock, ended: IconX, copy: IconEye };
const MOST = 6;

/** Each signer as one mark in order of turn; a line parts those who wait for the ones before. */
export function SignerDots({ signers }: { signers: ContractSigner[] }) {
  const counted = withoutReplaced(signers);
  const shown = groupsOf(counted.slice(0, MOST));
  if (counted.length === 0) return <span className={classes.quiet}>Nobody chosen yet</span>;
  return (
    <ol className={classes.dots} aria-label="Signers">
      {shown.map((group) =>
        group.map((signer, at) => <Dot key={signer.id} signer={signer} startsGroup={at === 0} />),
      )}
      {counted.length > MOST && <li className={classes.quiet}>+{counted.length - MOST}</li>}
    </ol>
  );
}

function Dot({ signer, startsGroup }: { signer: ContractSigner; startsGroup: boolean }) {
  const standing = standingOf(signer);
  const Icon = ICONS[standing];
  const text = `${signer.name}: ${stateText(signer)}`;
  return (
    <li data-starts={startsGroup || undefined}>
      <Tooltip label={text}>
        <span className={classes.dot} data-standing={standing}>
          <Icon size={13} stroke={2.2} aria-hidden="true" />
          <span className="visually-hidden">{text}</span>
        </span>
      </Tooltip>
    </li>
  );
}
