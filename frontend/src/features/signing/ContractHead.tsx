import type { Signing } from "../../api/generated/api.schemas";
import { Button } from "../../ui/light/Button";
import { Icon } from "../../ui/light/Icon";
import { onDemand } from "../../ui/light/onDemand";
import { useWords } from "../../ui/speech/words";
import { bothZones } from "./moments";
import classes from "./Signing.module.css";
import { useArrival } from "./useArrival";

// Few sign in somebody's place, or what was corrected under their eyes.
const Standing = onDemand(
  async () => (await import("./Standing")).Standing,
  () => null,
);

interface ContractHeadProps {
  view: Signing;
  onBack?: () => void;
}

/** What it is, who sent it, and until when it can be signed. */
export function ContractHead({ view, onBack }: ContractHeadProps) {
  const { business, contract, signer } = view;
  const heading = useArrival();
  const words = useWords();
  const { say } = words;
  return (
    <div className={classes.head}>
      {onBack && (
        <Button look="quiet" onClick={onBack}>
          <Icon name="arrowLeft" /> {say("Back")}
        </Button>
      )}
      <h1 ref={heading} tabIndex={-1} className={classes.title}>
        {contract.title}
      </h1>
      <p className={classes.muted}>
        {say("From {sender} at {business} · you are {name}, {role}", {
          sender: contract.sender_name,
          business: business.name,
          name: signer.name,
          role: signer.role_name,
        })}
      </p>
      <Particulars view={view} />
      {view.can_sign && contract.expires_at && (
        <p className={classes.fact}>
          <Icon name="clock" size={16} />
          <span>
            {say("Until {moment}", {
              moment: bothZones(contract.expires_at, contract.time_zone, business.locale, words),
            })}
          </span>
        </p>
      )}
    </div>
  );
}

/** Whose place somebody is in, and that the document was corrected, where there is such a thing. */
export function Particulars({ view }: { view: Signing }) {
  if (view.in_place_of.length === 0 && !view.renewal) return null;
  return <Standing view={view} />;
}
