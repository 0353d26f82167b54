import type { Resource } from "../../api/generated/api.schemas";
import { colorName } from "../../ui/ColorField";
import { leadText } from "./RemindersField";
import type { ServiceValues } from "./serviceForm";

export const GRIDS: { value: ServiceValues["grid"]; label: string }[] = [
  { value: "window", label: "At regular times from opening" },
  { value: "optimized", label: "So that as many as possible fit" },
];

/** How values of a service read that are no text. */
export function readsOf(resources: Resource[]) {
  const namesOf = (ids: string[]) =>
    resources
      .filter(({ id }) => ids.includes(id))
      .map(({ name }) => name)
      .join(", ");
  return {
    color: colorName,
    grid: (grid: ServiceValues["grid"]) => GRIDS.find(({ value }) => value === grid)?.label ?? "",
    reminder_minutes: (leads: number[]) => leads.map(leadText).join(", "),
    staff: namesOf,
    rooms: namesOf,
    equipment: namesOf,
  };
}
