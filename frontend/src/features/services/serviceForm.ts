import type { NewService, Service } from "../../api/generated/api.schemas";
import { currencyDigits } from "../../lib/format";

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
  max_per_day: number | "";
  customer_max_per_day: number | "";
  customer_max_per_week: number | "";
  requires_approval: boolean;
  is_public: boolean;
  is_active: boolean;
  staff: string[];
  rooms: string[];
  equipment: string[];
}

const KINDS = [
  ["staff", "staff"],
  ["rooms", "room"],
  ["equipment", "equipment"],
] as const;

function idsOf(service: Service | undefined, kind: string): string[] {
  return service?.requirements.find((each) => each.kind === kind)?.resource_ids ?? [];
}

function limitsOf(service: Service | undefined) {
  return {
    max_per_day: service?.max_per_day ?? ("" as const),
    customer_max_per_day: service?.customer_max_per_day ?? ("" as const),
    customer_max_per_week: service?.customer_max_per_week ?? ("" as const),
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
    requires_approval: service?.requires_approval ?? false,
    is_public: service?.is_public ?? true,
    is_active: service?.is_active ?? true,
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
  const { price, lead_time_hours, horizon_days, staff, rooms, equipment, ...rest } = values;
  const chosen = { staff, rooms, equipment };
  return {
    ...rest,
    name: values.name.trim(),
    price_minor: Math.round(price * 10 ** currencyDigits(currency)),
    lead_time_minutes: Math.round(lead_time_hours * 60),
    horizon_days: orNone(horizon_days),
    max_per_day: orNone(values.max_per_day),
    customer_max_per_day: orNone(values.customer_max_per_day),
    customer_max_per_week: orNone(values.customer_max_per_week),
    requirements: KINDS.filter(([name]) => chosen[name].length > 0).map(([name, kind]) => ({
      kind,
      resource_ids: chosen[name],
    })),
  };
}

export function checkService(values: ServiceValues): Record<string, string> {
  const errors: Record<string, string> = {};
  if (!values.name.trim()) errors.name = "Enter a name.";
  if (!(values.duration_minutes >= 5)) errors.duration_minutes = "At least 5 minutes.";
  if (values.staff.length + values.rooms.length + values.equipment.length === 0) {
    errors.staff = "Choose who or what gives this service.";
  }
  return errors;
}
