import { useNavigate } from "react-router";
import { useBusiness } from "../../api/session";
import { CustomerChoice } from "../../features/appointments/CustomerChoice";
import { SlotChoice } from "../../features/appointments/SlotChoice";
import { WaitlistView } from "../../features/waitlist/WaitlistView";

export default function WaitlistPage() {
  const { locale } = useBusiness();
  const navigate = useNavigate();
  return (
    <WaitlistView
      customerField={(field) => <CustomerChoice {...field} />}
      timeField={({ entry, day, zone, selected, error, onDay, onSelect }) => (
        <SlotChoice
          wanted={{
            serviceId: entry.service.id,
            day,
            zone,
            resourceId: entry.resource_id ?? undefined,
            customerId: entry.customer.id,
            partySize: entry.seats,
          }}
          locale={locale}
          selected={selected}
          error={error}
          onDay={onDay}
          onSelect={({ starts_at }) => onSelect(starts_at)}
          onExact={onSelect}
        />
      )}
      onOpenCustomer={(id) => navigate(`/app/customers?customer=${id}`)}
    />
  );
}
