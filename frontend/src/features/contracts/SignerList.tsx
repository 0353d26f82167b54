import { IconCheck, IconClock, IconEye, IconMail, IconX } from "@tabler/icons-react";
import type {
  ContractDetail,
  ContractDetailSigner,
  ContractSigner,
} from "../../api/generated/api.schemas";
import { useBusiness } from "../../api/session";
import { datedMomentText } from "../../lib/format";
import classes from "./ContractView.module.css";
import { SignerMenu } from "./SignerMenu";
import { groupsOf, latestOf, standingOf, stateText } from "./signers";

const ICONS = { done: IconCheck, now: IconMail, later: IconClock, ended: IconX, copy: IconEye };

/** The signers in order of turn, each with what became of them and what can be done. */
export function SignerList({ contract }: { contract: ContractDetail }) {
  const groups = groupsOf(contract.signers);
  const isOrdered = groups.length > 1;
  return (
    <section>
      <h2 className={classes.heading}>Signers</h2>
      <ol className={classes.signers} aria-label="Signers">
        {groups.map((group, turn) =>
          group.map((signer) => (
            <SignerRow
              key={signer.id}
              contract={contract}
              signer={signer}
              turn={isOrdered ? turn + 1 : null}
            />
          )),
        )}
      </ol>
    </section>
  );
}

/** Where they were written to; whoever was erased has an address that nobody has. */
function addressOf({ email }: ContractSigner) {
  return email.endsWith(".invalid") ? null : email;
}

interface SignerRowProps {
  contract: ContractDetail;
  signer: ContractDetailSigner;
  turn: number | null;
}

function SignerRow({ contract, signer, turn }: SignerRowProps) {
  const { zone, locale } = useBusiness();
  const standing = standingOf(signer);
  const Icon = ICONS[standing];
  const at = latestOf(signer);
  return (
    <li className={classes.signer} data-standing={standing}>
      <span className={classes.mark} aria-hidden="true">
        <Icon size={14} stroke={2.2} />
      </span>
      <div>
        <strong>{signer.name}</strong>
        <small>
          {[signer.role_name, turn && `turn ${turn}`, addressOf(signer)]
            .filter(Boolean)
            .join(" · ")}
        </small>
        {signer.in_place_of.map((former) => (
          <small key={former}>In place of {former}</small>
        ))}
        <small>{stateText(signer)}</small>
        {at && (
          <small>
            <time className="tabular" dateTime={at}>
              {datedMomentText(at, zone, locale)}
            </time>
          </small>
        )}
        {signer.reminded_at && standing === "now" && (
          <small>Reminded {datedMomentText(signer.reminded_at, zone, locale)}</small>
        )}
        {signer.decline_reason && <p className={classes.reason}>{signer.decline_reason}</p>}
      </div>
      <SignerMenu contract={contract} signer={signer} />
    </li>
  );
}
