import type {
  BookingContract,
  PublicBooking,
  PublicBusiness,
} from "../../api/generated/api.schemas";
import { Button, buttonClass } from "../../ui/light/Button";
import { Icon } from "../../ui/light/Icon";
import classes from "./Booking.module.css";
import { BookingAnswers } from "./BookingAnswers";
import { BookingFacts } from "./BookingFacts";
import { CancellationPolicy } from "./CancellationPolicy";
import { ContractsToSign } from "./ContractsToSign";
import { awaitedOf } from "./toSign";

const HEADLINES: Partial<Record<PublicBooking["state"], string>> = {
  pending: "Waiting for the business to confirm",
  confirmed: "Your booking is confirmed",
  cancelled: "This booking is cancelled",
  rejected: "The business could not take this booking",
  expired: "This request has run out",
  completed: "This visit is over",
  no_show: "This visit was missed",
};

interface ManagedBookingProps {
  booking: PublicBooking;
  contracts: BookingContract[];
  business: PublicBusiness;
  token: string;
  zone: string;
  /** Something about it was said otherwise, so it has another version. */
  onAnswered: () => void;
  onMove: () => void;
  onCancel: () => void;
}

function toneOf(state: PublicBooking["state"]) {
  if (state === "confirmed" || state === "checked_in" || state === "in_progress") return "ok";
  return state === "pending" ? "warn" : "over";
}

export function ManagedBooking(props: ManagedBookingProps) {
  const { booking, contracts, business, token, zone, onMove, onCancel } = props;
  const tone = toneOf(booking.state);
  const isOver = tone === "over";
  const isPending = booking.state === "pending";
  return (
    <>
      <span className={classes.tick} data-tone={tone}>
        <Icon name={tone === "ok" ? "check" : tone === "warn" ? "clock" : "calendar"} size={26} />
      </span>
      <div role="status">
        <h1 className={classes.title}>
          {isPending && awaitedOf(contracts) !== "answer"
            ? "Not confirmed yet"
            : (HEADLINES[booking.state] ?? "Your booking")}
        </h1>
        <p className={classes.muted}>
          {booking.customer_name} at {business.name}
        </p>
      </div>
      <BookingFacts booking={booking} zone={zone} locale={business.locale} />
      {!isOver && (
        <ContractsToSign
          contracts={contracts}
          businessName={business.name}
          isPending={isPending}
          zone={zone}
          locale={business.locale}
        />
      )}
      <BookingAnswers token={token} locale={business.locale} onAnswered={props.onAnswered} />
      <CancellationPolicy booking={booking} zone={zone} locale={business.locale} />
      <div className={classes.actions}>
        {booking.can_move && (
          <Button look="primary" onClick={onMove}>
            Move to another time
          </Button>
        )}
        {booking.can_cancel && (
          <Button look="danger" onClick={onCancel}>
            Cancel booking
          </Button>
        )}
        {isOver && (
          <a className={buttonClass({ look: "primary" })} href="/">
            Book a new time
          </a>
        )}
      </div>
      {booking.can_cancel && !booking.can_move && (
        <p className={classes.muted}>
          It is too late to move this online. To keep it at another time, please contact{" "}
          {business.name}.
        </p>
      )}
      {!isOver && !booking.can_cancel && (
        <p className={classes.muted}>
          It is too late to change this online. Please contact {business.name}.
        </p>
      )}
    </>
  );
}

ManagedBooking.Facts = BookingFacts;
