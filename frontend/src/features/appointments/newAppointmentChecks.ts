import type { ChosenCustomer } from "./CustomerChoice";

export type Errors = Record<string, string>;

/** Stands in for a customer where a class needs none. */
export const NOBODY: ChosenCustomer = { customer_id: "" };

/** What is missing, beside its field. */
export function checked(
  serviceId: string | null,
  customer: ChosenCustomer | null,
  slot: string | null,
) {
  const errors: Errors = {};
  if (!serviceId) errors.service = "Choose a service.";
  if (!customer) errors.customer = "Choose a customer, or add a new one.";
  else if ("name" in customer && !customer.name.trim()) errors.customer = "Enter a name.";
  if (!slot) errors.slot = "Choose a time.";
  return errors;
}
