import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { createBooking, holdSlot, releaseHold } from "../../api/generated/api";
import type {
  Hold,
  PublicAddon,
  PublicBooking,
  PublicBusiness,
  PublicService,
  Slot,
} from "../../api/generated/api.schemas";
import { idempotent } from "../../api/http";
import { type FormAnswers, wireAnswers } from "../../api/intake";
import { isMishap, isProblem, messageOf } from "../../api/problem";
import { useSubmission } from "../../api/submission";
import { type Alternative, insteadOf } from "../../lib/alternatives";
import { keepGuest } from "../../lib/guest";
import type { PaymentMethod } from "../../lib/payment";
import { useAddress } from "./useAddress";

export interface Details {
  name: string;
  email: string;
  phone: string;
  notes: string;
  payment_method: PaymentMethod | null;
  /** What the service asks, by question. */
  answers: FormAnswers;
}

/** Why the last try to take a time did not work, with up to three other times. */
export interface Refusal {
  message: string;
  alternatives: Alternative[];
  /** It went wrong, and nothing is known of the time. */
  isMishap: boolean;
}

export interface BookingFlow {
  service: PublicService | null;
  staffId: string | null;
  addons: PublicAddon[];
  /** How many come, where the service is a class. */
  partySize: number;
  slot: Slot | null;
  hold: Hold | null;
  isHolding: boolean;
  refusal: Refusal | null;
  booked: PublicBooking | null;
  pickService: (id: string | null) => void;
  pickStaff: (id: string | null) => void;
  pickAddons: (ids: string[]) => void;
  pickPartySize: (size: number) => void;
  pickSlot: (slot: Alternative) => Promise<void>;
  leaveSlot: () => void;
  submit: (details: Details) => Promise<void>;
}

const NO_ADDONS: PublicAddon[] = [];
const REFUSED = [
  "slot-taken",
  "capacity",
  "outside-hours",
  "closed",
  "limit",
  "too-soon",
  "too-far",
  "past-time",
  "hold-expired",
];

/** What passes, and is no fault of the time. */
const PASSING = ["offline", "too-many-attempts", "unavailable"];

/** What is said of a time that was not given. */
export function refusalOf(error: unknown): Refusal {
  const alternatives = isProblem(error) ? error.alternatives.slice(0, 3) : [];
  const saysNothingOfIt = isMishap(error) || isProblem(error, ...PASSING);
  return { message: messageOf(error), alternatives, isMishap: saysNothingOfIt };
}

/** With whom, what along with it and how many, as far as that is not the plain service. */
function wishOf(person: string | null, along: PublicAddon[], partySize: number) {
  return {
    ...(person && { resource_id: person }),
    ...(along.length > 0 && { addon_ids: along.map(({ id }) => id) }),
    ...(partySize > 1 && { party_size: partySize }),
  };
}

/** As the address says, within what the class has seats for. */
function partySizeOf(service: PublicService | null, asked: string | null): number {
  const size = Number(asked);
  return Number.isInteger(size) && size >= 1 && size <= (service?.capacity ?? 1) ? size : 1;
}

/** What the visitor chose so far. Service and staff live in the address, the hold in memory. */
export function useBookingFlow(business: PublicBusiness): BookingFlow {
  const address = useAddress();
  const [slot, setSlot] = useState<Slot | null>(null);
  const [hold, setHold] = useState<Hold | null>(null);
  const [isHolding, setHolding] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [booked, setBooked] = useState<PublicBooking | null>(null);
  const submitOnce = useSubmission();

  const service = useMemo(() => {
    const only = business.services.length === 1 ? business.services[0] : undefined;
    return business.services.find(({ id }) => id === address.get("service")) ?? only ?? null;
  }, [business, address]);
  const staffId = service?.staff.find(({ id }) => id === address.get("staff"))?.id ?? null;
  const serviceId = service?.id ?? null;
  const wanted = address.get("with");
  const addons = useMemo(() => {
    const ids = wanted?.split(",") ?? [];
    return service?.addons.filter(({ id }) => ids.includes(id)) ?? NO_ADDONS;
  }, [service, wanted]);

  const partySize = partySizeOf(service, address.get("seats"));

  const held = useRef<Hold | null>(null);
  held.current = hold;
  const release = useCallback(() => {
    // The hold runs out by itself if this request is lost.
    if (held.current) releaseHold({ token: held.current.token }).catch(() => {});
    held.current = null;
    setHold(null);
    setSlot(null);
  }, []);

  useEffect(() => {
    // A reload would otherwise find its own slot taken. A page kept for "back" keeps its hold.
    const leave = (event: PageTransitionEvent) => {
      if (event.persisted || !held.current) return;
      const body = JSON.stringify({ token: held.current.token });
      navigator.sendBeacon(
        "/api/v1/public/holds/release",
        new Blob([body], { type: "application/json" }),
      );
    };
    window.addEventListener("pagehide", leave);
    return () => window.removeEventListener("pagehide", leave);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another service or person frees the hold
  useEffect(() => release, [serviceId, staffId, partySize, release]);

  const pickSlot = useCallback(
    async (wanted: Alternative) => {
      if (!serviceId) return;
      release();
      setSlot(wanted);
      setHolding(true);
      setRefusal(null);
      const along = wanted.without_addons ? NO_ADDONS : addons;
      if (wanted.without_addons) address.replace({ with: null });
      const person = insteadOf(wanted, staffId, service?.staff ?? [])?.id ?? staffId;
      const body = { service_id: serviceId, starts_at: wanted.starts_at };
      try {
        setHold(await holdSlot({ ...body, ...wishOf(person, along, partySize) }));
      } catch (error) {
        setSlot(null);
        setRefusal(refusalOf(error));
      } finally {
        setHolding(false);
      }
    },
    [serviceId, service, staffId, addons, partySize, address, release],
  );

  const submit = useCallback(
    async ({ name, email, phone, notes, payment_method, answers }: Details) => {
      if (!hold) return;
      const body = {
        hold_token: hold.token,
        name: name.trim(),
        email: email.trim(),
        ...(phone.trim() && { phone: phone.trim() }),
        ...(notes.trim() && { notes: notes.trim() }),
        ...(payment_method && hold.payment.methods.includes(payment_method) && { payment_method }),
        ...(hold.questions.length > 0 && { answers: wireAnswers(hold.questions, answers) }),
        // Reminders keep to quiet hours where the visitor is.
        time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      };
      try {
        setBooked(await submitOnce(body, (sent, key) => createBooking(sent, idempotent(key))));
        keepGuest(body);
        setHold(null);
      } catch (error) {
        if (!isProblem(error, ...REFUSED)) throw error;
        setHold(null);
        setSlot(null);
        setRefusal(refusalOf(error));
      }
    },
    [hold, submitOnce],
  );

  return {
    service,
    staffId,
    addons,
    partySize,
    slot,
    hold,
    isHolding,
    refusal,
    booked,
    pickService: useCallback(
      (id) => address.push({ service: id, staff: null, with: null, seats: null }),
      [address],
    ),
    pickStaff: useCallback((id) => address.replace({ staff: id }), [address]),
    pickAddons: useCallback((ids) => address.replace({ with: ids.join(",") || null }), [address]),
    pickPartySize: useCallback(
      (size) => address.replace({ seats: size > 1 ? String(size) : null }),
      [address],
    ),
    pickSlot,
    leaveSlot: release,
    submit,
  };
}
