import { useState } from "react";
import { declineOffer, getWaiting, leaveWaitlist } from "../../api/generated/api";
import type { PublicBooking, PublicBusiness, PublicWait } from "../../api/generated/api.schemas";
import { messageOf } from "../../api/problem";
import { daysText } from "../../lib/format";
import { useLoad } from "../../lib/useLoad";
import { dayOf } from "../../lib/zones";
import { Button, buttonClass } from "../../ui/light/Button";
import { Dialog } from "../../ui/light/Dialog";
import { Icon } from "../../ui/light/Icon";
import { Notice } from "../../ui/light/Notice";
import { BookedPage } from "./BookedPage";
import classes from "./Booking.module.css";
import { JoinWaitlist } from "./JoinWaitlist";
import { OfferedTime } from "./OfferedTime";
import { Unreachable } from "./Unreachable";
import { useCustomer } from "./useCustomer";

interface WaitPageProps {
  token: string;
  business: PublicBusiness;
  /** A customer is signed in. */
  isCustomer?: boolean;
}

/** One's place on the waitlist, by the link in the mail: take or decline what is offered, leave. */
export function WaitPage({ token, business, isCustomer = false }: WaitPageProps) {
  const loaded = useLoad(token, (signal) => getWaiting(token, { signal }));
  const [changed, setChanged] = useState<PublicWait | null>(null);
  const [booked, setBooked] = useState<PublicBooking | null>(null);
  const [lost, setLost] = useState<string | null>(null);
  const wait = changed ?? loaded.data;
  if (booked) return <BookedPage booking={booked} business={business} zone={booked.time_zone} />;
  if (loaded.error && !wait) {
    return (
      <Unreachable
        error={loaded.error}
        gone="There may be a newer one in your inbox. To be on the waitlist again, choose a service, and below its times “Join the waitlist”."
        start="See free times"
        isCustomer={isCustomer}
        onRetry={loaded.reload}
      />
    );
  }
  if (!wait) {
    return (
      <div className={classes.loading} aria-busy="true">
        <span className="visually-hidden">Loading your place</span>
      </div>
    );
  }
  const reload = (why?: string) => {
    setLost(why ?? null);
    setChanged(null);
    loaded.reload();
  };
  return (
    <div className={classes.done}>
      {lost && <Notice tone="warn" role="alert" title={lost} />}
      {wait.offer ? (
        <OfferedTime
          key={wait.offer.starts_at}
          wait={wait}
          offer={wait.offer}
          business={business}
          token={token}
          onBooked={setBooked}
          onDecline={async () => setChanged(await declineOffer(token))}
          onOver={reload}
        />
      ) : (
        <Standing wait={wait} business={business} isCustomer={isCustomer} />
      )}
      {(wait.state === "waiting" || wait.state === "offered") && (
        <Leave
          service={wait.service_name}
          onLeave={async () => setChanged(await leaveWaitlist(token))}
        />
      )}
    </div>
  );
}

function headlineOf({ state, place }: PublicWait): string {
  if (state === "booked") return "You took the time that was offered";
  if (state === "left") return "You are off the waitlist";
  if (state === "passed") return "You are no longer waiting";
  return place === 1 ? "You are next in line" : `You are number ${place} in line`;
}

/** What comes next, or why nothing does; null where a button says it. */
function nextOf({ state, manage_token, until_day }: PublicWait, today: string): string | null {
  if (state === "waiting") {
    return "As soon as a time that suits you is free, we keep it and write to you.";
  }
  if (state === "passed" && until_day < today) {
    return "No time that suited you became free, and the days you waited for are over.";
  }
  if (state === "passed") {
    return "We kept times for you that ran out without an answer, so they went to whoever was next.";
  }
  if (state === "booked" && !manage_token) {
    return "The confirmation in your inbox has the link to manage it.";
  }
  return null;
}

interface StandingProps {
  wait: PublicWait;
  business: PublicBusiness;
  isCustomer: boolean;
}

function Standing({ wait, business, isCustomer }: StandingProps) {
  const isWaiting = wait.state === "waiting";
  const isOff = wait.state === "passed" || wait.state === "left";
  const next = nextOf(wait, dayOf(Date.now(), business.time_zone));
  return (
    <>
      <span className={classes.tick} data-tone={isWaiting ? "warn" : "over"}>
        <Icon name={isWaiting ? "clock" : "calendar"} size={26} />
      </span>
      <div role="status">
        <h1 className={classes.title}>{headlineOf(wait)}</h1>
        <p className={classes.muted}>
          {wait.service_name} at {business.name}
          {wait.staff_name && `, with ${wait.staff_name}`}
          {(isWaiting || isOff) && ` · ${daysText(wait.from_day, wait.until_day, business.locale)}`}
        </p>
      </div>
      {next && <p className={classes.muted}>{next}</p>}
      {!isWaiting && (
        <div className={classes.actions}>
          {wait.manage_token && (
            <a className={buttonClass({ look: "primary" })} href={`/b/${wait.manage_token}`}>
              See your booking
            </a>
          )}
          {isOff && <WaitAgain wait={wait} business={business} isCustomer={isCustomer} />}
          <a
            className={buttonClass({ look: wait.manage_token || isOff ? "plain" : "primary" })}
            href={`/?service=${wait.service_id}`}
          >
            See free times
          </a>
        </div>
      )}
    </>
  );
}

/** The way back to the list, at its end; nothing where the service is not offered any more. */
function WaitAgain({ wait, business, isCustomer }: StandingProps) {
  const [isOpen, setOpen] = useState(false);
  const { customer, isKnown } = useCustomer(isCustomer);
  const service = business.services.find(({ id }) => id === wait.service_id);
  if (!service) return null;
  const staff = service.staff.find(({ name }) => name === wait.staff_name);
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        Wait again
      </Button>
      {isOpen && isKnown && (
        <JoinWaitlist
          service={service}
          staffId={staff?.id ?? null}
          partySize={wait.seats}
          day={null}
          zone={service.location?.time_zone ?? business.time_zone}
          customer={customer}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

function Leave({ service, onLeave }: { service: string; onLeave: () => Promise<void> }) {
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const leave = async () => {
    setBusy(true);
    try {
      await onLeave();
    } catch (error) {
      setBusy(false);
      setFailure(messageOf(error));
    }
  };
  return (
    <>
      <div className={classes.actions}>
        <Button look="quiet" onClick={() => setAsking(true)}>
          Leave the waitlist
        </Button>
      </div>
      {isAsking && (
        <Dialog title={`Stop waiting for ${service}?`} onClose={() => setAsking(false)}>
          <p>Your place goes to whoever is next. You can join again at the end of the list.</p>
          {failure && <Notice tone="danger" title={failure} />}
          <div className={classes.actions}>
            <Button onClick={() => setAsking(false)}>Keep waiting</Button>
            <Button look="danger" busy={isBusy} onClick={leave}>
              Leave the waitlist
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
