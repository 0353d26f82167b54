import type { PublicBooking, PublicBusiness } from "../../api/generated/api.schemas";

/** Not confirmed yet though its service asks nobody: it stands as soon as it is signed for. */
export function awaitsSignature(booking: PublicBooking, { services }: PublicBusiness): boolean {
  const service = services.find(({ id }) => id === booking.service.id);
  return booking.state === "pending" && service?.requires_approval === false;
}
