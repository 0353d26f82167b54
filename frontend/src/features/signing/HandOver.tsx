import { useState } from "react";
import { getHandOver, takeSigningOver } from "../../api/generated/api";
import type { HandOverTo } from "../../api/generated/api.schemas";
import { isProblem } from "../../api/problem";
import { leaveFor } from "../../lib/leaveFor";
import { useLoad } from "../../lib/useLoad";
import { Button } from "../../ui/light/Button";
import { Notice } from "../../ui/light/Notice";
import { messageIn } from "../../ui/speech/problems";
import { useWords } from "../../ui/speech/words";
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
  const words = useWords();
  const { say } = words;
  const names = { name: to.signer_name, title: to.contract_title };

  const take = async () => {
    setBusy(true);
    setFailure(null);
    try {
      // The language that was chosen here is the signer's.
      leaveFor(`${(await takeSigningOver({ code })).path}${window.location.hash}`);
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
          {to.signer_kind === "approver"
            ? say("Hand the device to {name} to approve “{title}”", names)
            : say("Hand the device to {name} to sign “{title}”", names)}
        </h1>
        <p className={classes.lead}>
          {say(
            "From here on only {name} acts, and the team is signed out on this device. Once it is done, nothing of the contract stays open on it.",
            names,
          )}
        </p>
      </div>
      {failure !== null && <Notice tone="danger" title={messageIn(failure, words)} />}
      <div className={classes.actions}>
        <Button look="primary" large busy={isBusy} onClick={take}>
          {say("I am {name}: begin", names)}
        </Button>
      </div>
    </div>
  );
}
