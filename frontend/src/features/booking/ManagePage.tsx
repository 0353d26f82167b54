import { useState } from "react";
import { cancelBooking, getBooking, moveBooking } from "../../api/generated/api";
import type {
  BookingContract,
  PublicBooking,
  PublicBusiness,
  Slot,
} from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { isProblem } from "../../api/problem";
import { insteadOf } from "../../lib/alternatives";
import { useLoad } from "../../lib/useLoad";
import { dayOf } from "../../lib/zones";
import { Button } from "../../ui/light/Button";
import { Notice } from "../../ui/light/Notice";
import classes from "./Booking.module.css";
import { CancelDialog } from "./CancelDialog";
import { LostSlot } from "./LostSlot";
import { ManagedBooking } from "./ManagedBooking";
import { SlotPicker } from "./SlotPicker";
import { Unreachable } from "./Unreachable";
import { type Refusal, refusalOf } from "./useBookingFlow";
import { useToSign } from "./useToSign";

interface ManagePageProps {
  token: string;
  business: PublicBusiness;
  /** A customer is signed in. */
  isCustomer?: boolean;
}

/** One booking, by the link in the mail: see it, move it, cancel it. */
export function ManagePage({ token, business, isCustomer = false }: ManagePageProps) {
  const loaded = useLoad(token, (signal) => getBooking(token, { signal }));
  const [changed, setChanged] = useState<PublicBooking | null>(null);
  const booking = changed ?? loaded.data;
  // Signed for by all, it is another booking; where that cannot be read, it is as it was.
  const toSign = useToSign(token, () => getBooking(token).then(setChanged, () => undefined));
  if (loaded.error && !booking) {
    return (
      <Unreachable
        error={loaded.error}
        gone="It may have been replaced by a newer one in your inbox."
        start="Book a new time"
        isCustomer={isCustomer}
        onRetry={loaded.reload}
      />
    );
  }
  // What a booking waits for is known only with what there is to sign.
  if (!booking || (booking.state === "pending" && toSign.isLoading)) {
    return (
      <div className={classes.loading} aria-busy="true">
        <span className="visually-hidden">Loading your booking</span>
      </div>
    );
  }
  return (
    <Manage
      booking={booking}
      contracts={toSign.contracts}
      business={business}
      token={token}
      onChanged={setChanged}
      onStale={() => {
        setChanged(null);
        loaded.reload();
      }}
    />
  );
}

/** Another screen begins at its top, for eyes and for screen readers. */
function toHeading(heading: HTMLElement | null): void {
  heading?.focus();
}

interface ManageProps extends ManagePageProps {
  booking: PublicBooking;
  contracts: BookingContract[];
  onChanged: (booking: PublicBooking) => void;
  onStale: () => void;
}

function Manage({ booking, contracts, business, token, onChanged, onStale }: ManageProps) {
  const [mode, setMode] = useState<"look" | "move" | "cancel">("look");
  const [zone, setZone] = useState(booking.time_zone);
  const [staffId, setStaff] = useState<string | null>(null);
  const [busySlot, setBusySlot] = useState<Slot | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const service = business.services.find(({ id }) => id === booking.service.id);

  const settle = (next: PublicBooking) => {
    onChanged(next);
    setRefusal(null);
    setMode("look");
  };
  const refuse = (error: unknown) => {
    if (isProblem(error, "stale", "wrong-state")) onStale();
    setRefusal(refusalOf(error));
  };
  const otherOf = (slot: Slot) => insteadOf(slot, staffId, service?.staff ?? []);
  const move = async (slot: Slot) => {
    setBusySlot(slot);
    const person = otherOf(slot)?.id ?? staffId;
    const wish = { starts_at: slot.starts_at, ...(person && { resource_id: person }) };
    try {
      settle(await moveBooking(token, wish, ifMatch(booking.version)));
    } catch (error) {
      refuse(error);
    } finally {
      setBusySlot(null);
    }
  };
  const cancel = async (reason: string) =>
    settle(await cancelBooking(token, reason ? { reason } : {}, ifMatch(booking.version)));

  if (mode === "move") {
    return (
      <div className={classes.card}>
        <aside className={classes.aside}>
          <h1 ref={toHeading} tabIndex={-1} className={classes.title}>
            Move your booking
          </h1>
          <ManagedBooking.Facts booking={booking} zone={zone} locale={business.locale} />
          <Button onClick={() => setMode("look")}>Keep this time</Button>
        </aside>
        <div className={classes.main}>
          {refusal && (
            <LostSlot
              refusal={refusal}
              zone={zone}
              locale={business.locale}
              otherOf={otherOf}
              onPick={move}
            />
          )}
          <SlotPicker
            service={{ id: booking.service.id, staff: service?.staff ?? [] }}
            zone={zone}
            businessZone={booking.time_zone}
            locale={business.locale}
            staffId={staffId}
            bookingToken={token}
            around={dayOf(booking.starts_at, zone)}
            onStaff={setStaff}
            onZone={setZone}
            onPick={move}
            busySlot={busySlot}
            capacity={service?.capacity}
          />
        </div>
      </div>
    );
  }
  return (
    <div className={classes.done}>
      {refusal && <Notice tone="warn" role="alert" title={refusal.message} />}
      <ManagedBooking
        booking={booking}
        contracts={contracts}
        business={business}
        token={token}
        zone={zone}
        onAnswered={onStale}
        onMove={() => setMode("move")}
        onCancel={() => setMode("cancel")}
      />
      {mode === "cancel" && (
        <CancelDialog
          booking={booking}
          zone={zone}
          locale={business.locale}
          onKeep={() => setMode("look")}
          onCancel={cancel}
        />
      )}
    </div>
  );
}
