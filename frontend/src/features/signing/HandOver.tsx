import { useState } from "react";
import { getHandOver, takeSigningOver } from "../../api/generated/api";
import type { HandOverTo } from "../../api/generated/api.schemas";
import { isProblem, messageOf } from "../../api/problem";
import { leaveFor } from "../../lib/leaveFor";
import { useLoad } from "../../lib/useLoad";
import { Button } from "../../ui/light/Button";
import { Notice } from "../../ui/light/Notice";
import { HandOverIsOver } from "./EndState";
import { Frame } from "./Frame";
import classes from "./Signing.module.css";
import { Unreachable } from "./Unreachable";
import { useArrival } from "./useArrival";

interface HandOverProps {
  code: string;
  business: { name: string; logo_url: string | null } | null;
  showsOurName: boolean;
}

/** The business's own device is given to the signer: once, and only when they take it. */
export function HandOver({ code, business, showsOurName }: HandOverProps) {
  const { data: to, error, reload } = useLoad(code, (signal) => getHandOver(code, { signal }));
  return (
    <Frame business={business} showsOurName={showsOurName}>
      {to ? (
        <Take code={code} to={to} />
      ) : error ? (
        <Refused error={error} onRetry={reload} />
      ) : (
        <div className={classes.waiting} aria-busy="true" />
      )}
    </Frame>
  );
}

function Refused({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  if (isProblem(error, "unknown-link", "not-found")) return <HandOverIsOver />;
  return <Unreachable error={error} onRetry={onRetry} />;
}

function Take({ code, to }: { code: string; to: HandOverTo }) {
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const heading = useArrival();
  const act = to.signer_kind === "approver" ? "approve" : "sign";

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
  if (isProblem(failure, "unknown-link", "not-found")) return <HandOverIsOver />;
  return (
    <div className={classes.card}>
      <div>
        <h1 ref={heading} tabIndex={-1} className={classes.title}>
          Hand the device to {to.signer_name} to {act} “{to.contract_title}”
        </h1>
        <p className={classes.lead}>
          From here on only {to.signer_name} acts, and the team is signed out on this device. Once
          it is done, nothing of the contract stays open on it.
        </p>
      </div>
      {failure !== null && <Notice tone="danger" title={messageOf(failure)} />}
      <div className={classes.actions}>
        <Button look="primary" large busy={isBusy} onClick={take}>
          I am {to.signer_name}: begin
        </Button>
      </div>
    </div>
  );
}
