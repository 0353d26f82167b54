import type { Signing } from "../../api/generated/api.schemas";
import { Button } from "../../ui/light/Button";
import { Icon } from "../../ui/light/Icon";
import { bothZones } from "./moments";
import classes from "./Signing.module.css";
import { Standing } from "./Standing";
import { useArrival } from "./useArrival";

interface ContractHeadProps {
  view: Signing;
  onBack?: () => void;
}

/** What it is, who sent it, and until when it can be signed. */
export function ContractHead({ view, onBack }: ContractHeadProps) {
  const { business, contract, signer } = view;
  const heading = useArrival();
  return (
    <div className={classes.head}>
      {onBack && (
        <Button look="quiet" onClick={onBack}>
          <Icon name="arrowLeft" /> Back
        </Button>
      )}
      <h1 ref={heading} tabIndex={-1} className={classes.title}>
        {contract.title}
      </h1>
      <p className={classes.muted}>
        From {contract.sender_name} at {business.name} · you are {signer.name}, {signer.role_name}
      </p>
      <Standing view={view} />
      {view.can_sign && contract.expires_at && (
        <p className={classes.fact}>
          <Icon name="clock" size={16} />
          <span>Until {bothZones(contract.expires_at, contract.time_zone, business.locale)}</span>
        </p>
      )}
    </div>
  );
}
