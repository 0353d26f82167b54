import { Button } from "../../ui/light/Button";
import { messageIn } from "../../ui/speech/problems";
import { useWords } from "../../ui/speech/words";
import classes from "./Signing.module.css";

interface UnreachableProps {
  error: unknown;
  onRetry?: () => void;
  /** What did not come, where it is not the contract. */
  title?: string;
}

/** The contract did not come: why, and once more where that may help. */
export function Unreachable({ error, onRetry, title }: UnreachableProps) {
  const words = useWords();
  const { say } = words;
  return (
    <div className={classes.card} role="alert">
      <h1 className={classes.title}>{title ?? say("We could not open this contract")}</h1>
      <p className={classes.muted}>{messageIn(error, words)}</p>
      {onRetry && (
        <div className={classes.actions}>
          <Button look="primary" onClick={onRetry}>
            {say("Try again")}
          </Button>
        </div>
      )}
    </div>
  );
}
