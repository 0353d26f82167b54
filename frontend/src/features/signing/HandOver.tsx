import { useState } from "react";
import { takeSigningOver } from "../../api/generated/api";
import { isProblem, messageOf } from "../../api/problem";
import { leaveFor } from "../../lib/leaveFor";
import { Button } from "../../ui/light/Button";
import { UnknownLink } from "./EndState";
import { Frame } from "./Frame";
import classes from "./Signing.module.css";
import { useArrival } from "./useArrival";

interface HandOverProps {
  code: string;
  business: { name: string; logo_url: string | null } | null;
  showsOurName: boolean;
}

/** The business's own device is given to the signer: once, and only when they take it. */
export function HandOver({ code, business, showsOurName }: HandOverProps) {
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const heading = useArrival();

  const take = async () => {
    setBusy(true);
    setFailure(null);
    try {
      leaveFor((await takeSigningOver({ code })).path);
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  const isGone = isProblem(failure, "unknown-link", "not-found");
  return (
    <Frame business={business} showsOurName={showsOurName}>
      {isGone ? (
        <UnknownLink />
      ) : (
        <div className={classes.card}>
          <div>
            <h1 ref={heading} tabIndex={-1} className={classes.title}>
              Please hand over the device
            </h1>
            <p className={classes.lead}>
              From here on only the signer acts. The team is signed out on this device.
            </p>
          </div>
          {failure !== null && <p role="alert">{messageOf(failure)}</p>}
          <div className={classes.actions}>
            <Button look="primary" large busy={isBusy} onClick={take}>
              I am the signer: begin
            </Button>
          </div>
        </div>
      )}
    </Frame>
  );
}
