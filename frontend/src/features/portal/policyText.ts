import type { MyAppointment } from "../../api/generated/api.schemas";
import { momentText, moneyText } from "../../lib/format";

/** What cancelling costs, before the act; null where it always is free. */
export function policyText(booking: MyAppointment, locale: string): string | null {
  const { cancellation, price_minor, currency, time_zone: zone } = booking;
  const { fee_percent, fee_now_minor, free_until } = cancellation;
  if (!fee_percent || !price_minor) return null;
  if (fee_now_minor > 0) {
    const fee = moneyText(fee_now_minor, currency, locale);
    return `Cancelling now costs ${fee}, ${fee_percent} % of the price.`;
  }
  const until = momentText(free_until, zone, locale);
  return `Free to cancel until ${until}. After that it costs ${fee_percent} % of the price.`;
}
