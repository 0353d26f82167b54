import { isProblem, messageOf } from "../../api/problem";
import { Button, buttonClass } from "../../ui/light/Button";
import classes from "./Booking.module.css";
import { OWN_BOOKINGS } from "./useCustomer";

interface UnreachableProps {
  error: unknown;
  /** What is said where the link opens nothing any more, and the way that everybody has from there. */
  gone: string;
  start: string;
  /** A customer is signed in, who has all that is theirs at hand. */
  isCustomer: boolean;
  onRetry: () => void;
}

/** What a mailed link should have opened did not come: it is over, or may come when tried again. */
export function Unreachable({ error, gone, start, isCustomer, onRetry }: UnreachableProps) {
  const isGone = isProblem(error, "not-found", "link-expired");
  return (
    <div className={classes.done}>
      <h1 className={classes.title}>{isGone ? "This link is over" : "We could not open this"}</h1>
      <p className={classes.muted}>{isGone ? gone : messageOf(error)}</p>
      <div className={classes.actions}>
        {isGone && isCustomer && (
          <a className={buttonClass({ look: "primary" })} href={OWN_BOOKINGS}>
            See your bookings
          </a>
        )}
        {isGone ? (
          <a className={buttonClass({ look: isCustomer ? "plain" : "primary" })} href="/">
            {start}
          </a>
        ) : (
          <Button look="primary" onClick={onRetry}>
            Try again
          </Button>
        )}
      </div>
    </div>
  );
}
