/** What a contract can know by itself, and what that is called here. */
export const VARIABLES: readonly { name: string; label: string }[] = [
  { name: "customer.name", label: "Customer’s name" },
  { name: "customer.email", label: "Customer’s e-mail" },
  { name: "customer.phone", label: "Customer’s phone" },
  { name: "appointment.service", label: "Service booked" },
  { name: "appointment.starts_at", label: "Time of the appointment" },
  { name: "appointment.location", label: "Place of the appointment" },
  { name: "appointment.price", label: "Price of the appointment" },
  { name: "staff.name", label: "Who serves them" },
  { name: "business.name", label: "Name of the business" },
  { name: "business.email", label: "E-mail of the business" },
  { name: "business.phone", label: "Phone of the business" },
  { name: "sender.name", label: "Name of the sender" },
  { name: "today", label: "Today’s date" },
];

export function variableLabel(name: string): string {
  return VARIABLES.find((each) => each.name === name)?.label ?? name;
}
