import { useQuery } from "@tanstack/react-query";
import { resourcesQuery } from "../../api/lists";
import { useBusiness } from "../../api/session";
import { ServicePreview } from "../../features/booking/ServicePreview";
import { ServicesView } from "../../features/services/ServicesView";

export default function ServicesPage() {
  const { currency, locale, zone } = useBusiness();
  const resources = useQuery(resourcesQuery).data ?? [];
  return (
    <ServicesView
      previewOf={(draft, serviceId) => {
        const named = new Set(draft.requirements.flatMap(({ resource_ids }) => resource_ids));
        return (
          <ServicePreview
            draft={draft}
            serviceId={serviceId}
            staff={resources.filter(({ id, kind }) => kind === "staff" && named.has(id))}
            currency={currency}
            locale={locale}
            zone={zone}
          />
        );
      }}
    />
  );
}
