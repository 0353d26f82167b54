import { useEffect, useRef, useState } from "react";
import type {
  BookingContract,
  PublicBooking,
  PublicBusiness,
} from "../../api/generated/api.schemas";
import { Button, buttonClass } from "../../ui/light/Button";
import { Icon } from "../../ui/light/Icon";
import classes from "./Booking.module.css";
import { BookingFacts } from "./BookingFacts";
import { ContractsToSign } from "./ContractsToSign";
import { calendarFile, googleCalendarUrl } from "./calendarFile";
import { awaitedOf } from "./toSign";
import { OWN_BOOKINGS } from "./useCustomer";
import { useToSign } from "./useToSign";

interface BookedPageProps {
  booking: PublicBooking;
  business: PublicBusiness;
  zone: string;
  /** A customer is signed in. */
  isCustomer?: boolean;
  mayRegister?: boolean;
}

export function manageUrlOf(booking: PublicBooking): string {
  return `${window.location.origin}/b/${booking.manage_token}`;
}

function saidOf(
  { state }: PublicBooking,
  contracts: BookingContract[],
  { name }: PublicBusiness,
): [title: string, next: string] {
  if (state !== "pending") {
    return ["You are booked", "A confirmation is on its way to your inbox."];
  }
  switch (awaitedOf(contracts)) {
    case "signature":
      return ["Almost booked", "It is confirmed once it is signed for."];
    case "way-on":
      return ["Not confirmed yet", `${name} will get in touch with you.`];
    default:
      return ["Your request is with us", `${name} confirms by hand and writes to you.`];
  }
}

export function BookedPage(props: BookedPageProps) {
  const { booking, business, zone, isCustomer, mayRegister } = props;
  const { contracts, isLoading } = useToSign(booking.manage_token);
  const isPending = booking.state === "pending";
  const isKnown = !isPending || !isLoading;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isKnown) heading.current?.focus();
  }, [isKnown]);
  if (!isKnown) {
    return (
      <div className={classes.loading} aria-busy="true">
        <span className="visually-hidden">Loading your booking</span>
      </div>
    );
  }
  const [title, next] = saidOf(booking, contracts, business);
  const manageUrl = manageUrlOf(booking);
  return (
    <div className={classes.done}>
      <span className={classes.tick} data-tone={isPending ? "warn" : "ok"}>
        <Icon name={isPending ? "clock" : "check"} size={26} />
      </span>
      <div>
        <h1 ref={heading} tabIndex={-1} className={classes.title}>
          {title}
        </h1>
        <p className={classes.muted}>{next}</p>
      </div>
      <BookingFacts booking={booking} zone={zone} locale={business.locale} />
      <ContractsToSign
        contracts={contracts}
        businessName={business.name}
        isPending={isPending}
        zone={zone}
        locale={business.locale}
      />
      <hr className={classes.rule} />
      <div className={classes.actions}>
        <Button onClick={() => saveFile(calendarFile(booking, business.name, manageUrl))}>
          <Icon name="calendar" />
          Calendar file (.ics)
        </Button>
        <a
          className={buttonClass()}
          href={googleCalendarUrl(booking, business.name, manageUrl)}
          target="_blank"
          rel="noreferrer"
        >
          Google Calendar
        </a>
        <CopyLink url={manageUrl} />
      </div>
      <p className={classes.muted}>
        Plans change? <a href={manageUrl}>Move or cancel this booking</a>. Keep the link: whoever
        has it can change the booking.
      </p>
      {isCustomer && (
        <p className={classes.muted}>
          You are signed in: see <a href={OWN_BOOKINGS}>your bookings</a>.
        </p>
      )}
      {mayRegister && !isCustomer && (
        <p className={classes.muted}>
          Coming back? <a href="/register">Make an account</a> and find all your bookings in one
          place.
        </p>
      )}
    </div>
  );
}

function saveFile(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/calendar;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "booking.ics";
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function CopyLink({ url }: { url: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(url);
    setCopied(true);
    setTimeout(() => setCopied(false), 3000);
  };
  return (
    <Button onClick={() => copy().catch(() => window.prompt("Copy this link", url))}>
      <Icon name={isCopied ? "check" : "link"} />
      <span aria-live="polite">{isCopied ? "Link copied" : "Copy manage link"}</span>
    </Button>
  );
}
