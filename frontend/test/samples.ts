import type {
  Appointment,
  BookingContract,
  Departure,
  PublicBooking,
  PublicBusiness,
  Resource,
} from "../src/api/generated/api.schemas";

const OFFICE_HOURS = [0, 1, 2, 3, 4].map((weekday) => ({
  weekday,
  opens: "09:00",
  closes: "17:00",
}));

export function resource(id: string, name: string, more: Partial<Resource> = {}): Resource {
  return {
    id,
    name,
    kind: "staff",
    location_id: "l1",
    color: "#5250d6",
    capacity: 1,
    user_id: null,
    position: 0,
    is_active: true,
    version: 1,
    hours: OFFICE_HOURS,
    ...more,
  };
}

export function departure(more: Partial<Departure> = {}): Departure {
  return {
    id: "d1",
    resource_id: "r1",
    do: "move",
    to_id: "r2",
    state: "working",
    total: 2,
    settled: 0,
    to_settle: 2,
    moved: 0,
    cancelled: 0,
    stayed: 2,
    taken_back: 0,
    left_behind: 0,
    deletes: false,
    is_deleted: false,
    can_be_undone: false,
    created_at: "2026-11-26T15:00:00Z",
    ended_at: null,
    ...more,
  };
}

export function appointment(id: string, startsAt: string, more: Partial<Appointment> = {}) {
  const endsAt = new Date(Date.parse(startsAt) + 45 * 60_000).toISOString().replace(".000Z", "Z");
  const made: Appointment = {
    id,
    state: "confirmed",
    waits_for_signature: false,
    starts_at: startsAt,
    ends_at: endsAt,
    service: { id: "s1", name: "Haircut", color: "#7c5cff" },
    customer: { id: "c1", name: "Nia Nash", email: "nia@example.com", phone: null },
    location_id: "l1",
    time_zone: "America/New_York",
    late_fee_minor: 0,
    payment_method: null,
    price_minor: 4800,
    currency: "USD",
    notes: "",
    cancel_reason: null,
    hold_expires_at: null,
    version: 1,
    series_id: null,
    session_id: null,
    session: null,
    seats: 1,
    allocations: [
      {
        segment: 0,
        resource_id: "r1",
        resource_name: "Ana Reyes",
        is_former: false,
        kind: "staff",
        starts_at: startsAt,
        ends_at: endsAt,
        is_overlap: false,
      },
    ],
    addons: [],
    created_at: "2026-11-01T12:00:00Z",
    ...more,
  };
  return made;
}

const LOCATION = {
  id: "l1",
  name: "Northside",
  address: "12 Main Street",
  time_zone: "America/New_York",
};

export const business: PublicBusiness = {
  name: "Northside Studio",
  time_zone: "America/New_York",
  locale: "en-US",
  currency: "USD",
  brand_color: "#5250d6",
  logo_url: null,
  shows_our_name: true,
  services: [
    {
      id: "s1",
      name: "Haircut",
      description: "Wash and cut.",
      color: "#7c5cff",
      duration_minutes: 45,
      price_minor: 4800,
      capacity: null,
      requires_approval: false,
      addons: [],
      staff: [
        { id: "r1", name: "Ana Reyes" },
        { id: "r2", name: "Ben Costa" },
      ],
      location: LOCATION,
    },
    {
      id: "s2",
      name: "Massage",
      description: "",
      color: "#12a594",
      duration_minutes: 60,
      price_minor: 8500,
      capacity: null,
      requires_approval: true,
      addons: [],
      staff: [],
      location: LOCATION,
    },
  ],
};

export function slot(startsAt: string, resourceIds = ["r1"]) {
  const endsAt = new Date(Date.parse(startsAt) + 45 * 60_000).toISOString().replace(".000Z", "Z");
  return {
    starts_at: startsAt,
    ends_at: endsAt,
    resource_ids: resourceIds,
    seats_left: null as number | null,
  };
}

export const booking: PublicBooking = {
  state: "confirmed",
  starts_at: "2026-11-24T15:00:00Z",
  ends_at: "2026-11-24T15:45:00Z",
  addons: [],
  time_zone: "America/New_York",
  service: { id: "s1", name: "Haircut", duration_minutes: 45, price_minor: 4800 },
  staff_name: "Ana Reyes",
  location: { name: "Northside", address: "12 Main Street" },
  customer_name: "Vera Visitor",
  seats: 1,
  currency: "USD",
  version: 1,
  manage_token: "secret-token",
  can_cancel: true,
  can_move: true,
  cancellation: {
    window_hours: 24,
    fee_percent: 0,
    free_until: "2026-11-23T15:00:00Z",
    fee_now_minor: 0,
  },
  late_fee_minor: 0,
  payment_method: null,
};

/** What a booking asks to be signed: the guest can, and has to, before it is confirmed. */
export function toSign(more: Partial<BookingContract>): BookingContract {
  return {
    title: "Waiver",
    state: "sent",
    policy: "block",
    deadline_at: null,
    sign_url: "https://northside.example/sign/s/secret",
    has_signed: false,
    confirms: false,
    ...more,
  };
}
