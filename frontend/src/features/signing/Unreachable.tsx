import { messageOf } from "../../api/problem";
import { Button } from "../../ui/light/Button";
import classes from "./Signing.module.css";

/** The contract did not come: why, and once more where that may help. */
export function Unreachable({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return (
    <div className={classes.card} role="alert">
      <h1 className={classes.title}>We could not open this contract</h1>
      <p className={classes.muted}>{messageOf(error)}</p>
      {onRetry && (
        <div className={classes.actions}>
          <Button look="primary" onClick={onRetry}>
            Try again
          </Button>
        </div>
      )}
    </div>
  );
}
