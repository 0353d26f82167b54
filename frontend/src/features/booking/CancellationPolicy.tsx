import type { PublicBooking } from "../../api/generated/api.schemas";
import { momentText, moneyText } from "../../lib/format";
import { Notice } from "../../ui/light/Notice";

interface CancellationPolicyProps {
  booking: PublicBooking;
  zone: string;
  locale: string;
}

/** What cancelling costs, before the act and after it. Nothing to say where it is free. */
export function CancellationPolicy({ booking, zone, locale }: CancellationPolicyProps) {
  const { cancellation, currency, late_fee_minor: paid, service, can_cancel } = booking;
  const money = (minor: number) => moneyText(minor, currency, locale);
  if (paid > 0) {
    return <Notice title={`Cancelled late: ${money(paid)} of the price is due.`} />;
  }
  if (!can_cancel || !cancellation.fee_percent || !service.price_minor) return null;
  if (cancellation.fee_now_minor > 0) {
    return (
      <Notice
        tone="warn"
        title={`Cancelling now costs ${money(cancellation.fee_now_minor)}, ${cancellation.fee_percent} % of the price.`}
      />
    );
  }
  const until = momentText(cancellation.free_until, zone, locale);
  return (
    <Notice
      title={`Free to cancel until ${until}. After that it costs ${cancellation.fee_percent} % of the price.`}
    />
  );
}
