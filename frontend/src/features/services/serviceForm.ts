import type { NewService, Segment, Service } from "../../api/generated/api.schemas";
import { countText, currencyDigits, durationText } from "../../lib/format";
import { checkQuestions, type QuestionValues, questionBody, questionValues } from "./questions";

export type Need = "staff" | "rooms" | "equipment";

export interface Part {
  duration_minutes: number;
  needs: Need[];
}

export interface AddonValues {
  id?: string;
  name: string;
  extra_minutes: number;
  price: number;
}

/** The form's own values: money in major units, people and rooms by kind. */
export interface ServiceValues {
  name: string;
  description: string;
  color: string;
  duration_minutes: number;
  price: number;
  buffer_before_minutes: number;
  buffer_after_minutes: number;
  step_minutes: number;
  lead_time_hours: number;
  horizon_days: number | "";
  /** Seats of a class; empty for a service that each customer has alone. */
  capacity: number | "";
  max_per_day: number | "";
  customer_max_per_day: number | "";
  customer_max_per_week: number | "";
  grid: Service["grid"];
  reminder_minutes: number[];
  requires_approval: boolean;
  is_public: boolean;
  is_active: boolean;
  /** Parts, empty for a service in one piece; each names the kinds that it holds. */
  parts: Part[];
  addons: AddonValues[];
  questions: QuestionValues[];
  staff: string[];
  rooms: string[];
  equipment: string[];
}

const KINDS = [
  ["staff", "staff"],
  ["rooms", "room"],
  ["equipment", "equipment"],
] as const;

/** The kinds in the order of the requirements that are sent. */
export function kindsNeeded(values: Record<Need, string[]>): Need[] {
  return KINDS.map(([name]) => name).filter((name) => values[name].length > 0);
}

function partsOf(service: Service | undefined): Part[] {
  return (service?.segments ?? []).map(({ duration_minutes, holds }) => ({
    duration_minutes,
    needs: holds.flatMap((place) => {
      const kind = service?.requirements[place]?.kind;
      return KINDS.filter(([, each]) => each === kind).map(([name]) => name);
    }),
  }));
}

function addonsOf(service: Service | undefined, currency: string): AddonValues[] {
  return (service?.addons ?? []).map(({ price_minor, ...addon }) => ({
    ...addon,
    price: price_minor / 10 ** currencyDigits(currency),
  }));
}

function idsOf(service: Service | undefined, kind: string): string[] {
  return service?.requirements.find((each) => each.kind === kind)?.resource_ids ?? [];
}

function limitsOf(service: Service | undefined) {
  return {
    capacity: service?.capacity ?? ("" as const),
    max_per_day: service?.max_per_day ?? ("" as const),
    customer_max_per_day: service?.customer_max_per_day ?? ("" as const),
    customer_max_per_week: service?.customer_max_per_week ?? ("" as const),
  };
}

function switchesOf(service: Service | undefined) {
  return {
    reminder_minutes: service?.reminder_minutes ?? [1440],
    requires_approval: service?.requires_approval ?? false,
    is_public: service?.is_public ?? true,
    is_active: service?.is_active ?? true,
  };
}

export function valuesOf(service: Service | undefined, currency: string): ServiceValues {
  return {
    name: service?.name ?? "",
    description: service?.description ?? "",
    color: service?.color ?? "#5250d6",
    duration_minutes: service?.duration_minutes ?? 60,
    price: (service?.price_minor ?? 0) / 10 ** currencyDigits(currency),
    buffer_before_minutes: service?.buffer_before_minutes ?? 0,
    buffer_after_minutes: service?.buffer_after_minutes ?? 0,
    step_minutes: service?.step_minutes ?? 15,
    lead_time_hours: (service?.lead_time_minutes ?? 60) / 60,
    horizon_days: service ? (service.horizon_days ?? "") : 60,
    ...limitsOf(service),
    grid: service?.grid ?? "window",
    ...switchesOf(service),
    parts: partsOf(service),
    addons: addonsOf(service, currency),
    questions: questionValues(service?.questions ?? []),
    staff: idsOf(service, "staff"),
    rooms: idsOf(service, "room"),
    equipment: idsOf(service, "equipment"),
  };
}

/** An empty field sets no limit. */
function orNone(value: number | ""): number | null {
  return value === "" ? null : value;
}

export function bodyOf(values: ServiceValues, currency: string): NewService {
  const { price, lead_time_hours, horizon_days, parts, addons, questions, ...others } = values;
  const { staff, rooms, equipment, ...rest } = others;
  const chosen = { staff, rooms, equipment };
  const kinds = kindsNeeded(chosen);
  const minor = 10 ** currencyDigits(currency);
  return {
    ...rest,
    name: values.name.trim(),
    duration_minutes: minutesOf(values),
    price_minor: Math.round(price * minor),
    segments: parts.map(
      ({ duration_minutes, needs }): Segment => ({
        duration_minutes,
        holds: kinds.flatMap((kind, place) => (needs.includes(kind) ? [place] : [])),
      }),
    ),
    addons: addons.map(({ price: own, ...addon }) => ({
      ...addon,
      name: addon.name.trim(),
      price_minor: Math.round(own * minor),
    })),
    questions: questions.map(questionBody),
    lead_time_minutes: Math.round(lead_time_hours * 60),
    horizon_days: orNone(horizon_days),
    capacity: orNone(values.capacity),
    max_per_day: orNone(values.max_per_day),
    customer_max_per_day: orNone(values.customer_max_per_day),
    customer_max_per_week: orNone(values.customer_max_per_week),
    requirements: KINDS.filter(([name]) => chosen[name].length > 0).map(([name, kind]) => ({
      kind,
      resource_ids: chosen[name],
    })),
  };
}

/** The rules for booking in words, as a visitor will meet them. */
export function rulesText(values: ServiceValues): string[] {
  const { buffer_before_minutes: before, buffer_after_minutes: after } = values;
  const step = durationText(values.step_minutes);
  const sentences = [
    values.grid === "optimized"
      ? `Times are laid so that as many as possible fit into each free stretch, ${step} apart.`
      : `A time is offered every ${step}, counted from opening.`,
  ];
  const kept = [
    before > 0 && `${durationText(before)} before`,
    after > 0 && `${durationText(after)} after`,
  ].filter(Boolean);
  if (kept.length > 0) {
    sentences.push(`${kept.join(" and ")} each appointment nobody else is booked.`);
  }
  const lead = Math.round(values.lead_time_hours * 60);
  sentences.push(
    lead > 0
      ? `Visitors book at least ${durationText(lead)} ahead.`
      : "Visitors may book until the last minute.",
  );
  if (values.horizon_days !== "") {
    sentences.push(`They see times up to ${countText(values.horizon_days, "day")} ahead.`);
  }
  return sentences;
}

/** The whole length: that of the parts where there are any. */
export function minutesOf({ parts, duration_minutes }: ServiceValues): number {
  if (parts.length === 0) return duration_minutes;
  return parts.reduce((total, part) => total + part.duration_minutes, 0);
}

/** What is wrong with the parts, or nothing. */
export function checkParts(values: ServiceValues): string | null {
  if (values.parts.length === 0) return null;
  if (values.parts.some(({ duration_minutes }) => !(duration_minutes >= 1))) {
    return "Each part takes at least a minute.";
  }
  const isUsed = (kind: Need) => values.parts.some(({ needs }) => needs.includes(kind));
  return kindsNeeded(values).every(isUsed)
    ? null
    : "Everybody and everything it needs is needed in at least one part.";
}

export function checkService(values: ServiceValues): Record<string, string> {
  const errors: Record<string, string> = {};
  if (values.parts.length > 0 && values.grid === "optimized") {
    errors.grid = "A service in parts starts at regular times.";
  }
  if (!values.name.trim()) errors.name = "Enter a name.";
  const parts = checkParts(values);
  if (parts) errors.parts = parts;
  if (values.addons.some(({ name }) => !name.trim())) errors.addons = "Give each a name.";
  if (values.capacity !== "") {
    if (values.capacity < 2) errors.capacity = "A class has at least 2 seats.";
    if (values.addons.some(({ extra_minutes }) => extra_minutes > 0)) {
      errors.addons = "What is booked along with a class takes no extra time.";
    }
  }
  const [question] = Object.values(checkQuestions(values.questions));
  if (question) errors.questions = question;
  if (!(minutesOf(values) >= 5)) errors.duration_minutes = "At least 5 minutes.";
  if (values.staff.length + values.rooms.length + values.equipment.length === 0) {
    errors.staff = "Choose who or what gives this service.";
  }
  return errors;
}
