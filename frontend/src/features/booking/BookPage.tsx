import { useState } from "react";
import type { PublicBusiness } from "../../api/generated/api.schemas";
import { insteadOf } from "../../lib/alternatives";
import { Button } from "../../ui/light/Button";
import { Icon } from "../../ui/light/Icon";
import { AddonChoice } from "./AddonChoice";
import { BookedPage } from "./BookedPage";
import classes from "./Booking.module.css";
import { DetailsForm } from "./DetailsForm";
import { JoinWaitlist } from "./JoinWaitlist";
import { LostSlot } from "./LostSlot";
import { PartySize } from "./PartySize";
import { ServiceList } from "./ServiceList";
import { SlotPicker } from "./SlotPicker";
import { Summary } from "./Summary";
import { type BookingFlow, type Details, useBookingFlow } from "./useBookingFlow";
import { useCustomer } from "./useCustomer";

interface BookPageProps {
  business: PublicBusiness;
  /** Guests may make an account afterwards. */
  mayRegister?: boolean;
  /** A customer is signed in. */
  isCustomer?: boolean;
}

const NO_DETAILS: Details = {
  name: "",
  email: "",
  phone: "",
  notes: "",
  payment_method: null,
  answers: {},
};

/** Who will serve: whom the hold names, or else whom the visitor asked for. */
function staffNameOf({ hold, service, staffId }: BookingFlow): string | null {
  return hold?.staff_name ?? service?.staff.find(({ id }) => id === staffId)?.name ?? null;
}

/** Service, then any or one person, a day and a time, then the details: four taps at most. */
export function BookPage({ business, mayRegister, isCustomer = false }: BookPageProps) {
  const flow = useBookingFlow(business);
  const { service, hold, slot } = flow;
  const businessZone = service?.location?.time_zone ?? business.time_zone;
  const [chosenZone, setZone] = useState<string | null>(null);
  const zone = chosenZone ?? businessZone;
  // Kept here, so that nothing has to be typed again when a time is lost.
  const [details, setDetails] = useState(NO_DETAILS);
  const [waitFrom, setWaitFrom] = useState<{ day: string | null } | null>(null);
  const { customer, isKnown } = useCustomer(isCustomer);

  if (flow.booked) {
    return (
      <BookedPage
        booking={flow.booked}
        business={business}
        zone={zone}
        isCustomer={isCustomer}
        mayRegister={mayRegister}
      />
    );
  }
  if (!service) {
    return <ServiceList business={business} isCustomer={isCustomer} onPick={flow.pickService} />;
  }

  const leave = () => (hold ? flow.leaveSlot() : flow.pickService(null));
  return (
    <div className={classes.card}>
      <aside className={classes.aside}>
        {(hold || business.services.length > 1) && (
          <Button look="quiet" className={classes.back} onClick={leave}>
            <Icon name="arrowLeft" />
            {hold ? "Other time" : "All services"}
          </Button>
        )}
        <Summary
          business={business}
          service={service}
          addons={flow.addons}
          partySize={flow.partySize}
          zone={zone}
          slot={hold ?? slot}
          staffName={staffNameOf(flow)}
        />
      </aside>
      <div className={classes.main}>
        {flow.refusal && (
          <LostSlot
            refusal={flow.refusal}
            zone={zone}
            locale={business.locale}
            otherOf={(slot) => insteadOf(slot, flow.staffId, service.staff)}
            onPick={flow.pickSlot}
            onWait={() => setWaitFrom({ day: null })}
          />
        )}
        {hold && slot ? (
          <DetailsForm
            key={hold.token}
            hold={hold}
            details={details}
            onDetails={setDetails}
            zone={zone}
            locale={business.locale}
            needsApproval={service.requires_approval}
            isHolding={flow.isHolding}
            onSubmit={flow.submit}
            onHoldAgain={() => flow.pickSlot(slot)}
            onLeave={flow.leaveSlot}
          />
        ) : (
          <SlotPicker
            key={service.id}
            service={service}
            zone={zone}
            businessZone={businessZone}
            locale={business.locale}
            staffId={flow.staffId}
            onStaff={flow.pickStaff}
            onZone={setZone}
            onPick={flow.pickSlot}
            onWait={(day) => setWaitFrom({ day })}
            busySlot={flow.isHolding ? slot : null}
            addonIds={flow.addons.map(({ id }) => id)}
            partySize={flow.partySize}
            capacity={service.capacity}
          >
            <PartySize
              capacity={service.capacity}
              value={flow.partySize}
              onChange={flow.pickPartySize}
            />
            {service.addons.length > 0 && (
              <AddonChoice
                addons={service.addons}
                chosen={flow.addons.map(({ id }) => id)}
                currency={business.currency}
                locale={business.locale}
                onChange={flow.pickAddons}
              />
            )}
          </SlotPicker>
        )}
        {waitFrom && isKnown && (
          <JoinWaitlist
            service={service}
            staffId={flow.staffId}
            partySize={flow.partySize}
            day={waitFrom.day}
            zone={businessZone}
            customer={customer}
            onClose={() => setWaitFrom(null)}
          />
        )}
      </div>
    </div>
  );
}
