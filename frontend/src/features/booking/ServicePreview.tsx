import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { previewSlots } from "../../api/generated/api";
import type { NewService, PublicStaff } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { countText, dayText, zoneCity } from "../../lib/format";
import { addDays, dayOf, instantAt, toIso } from "../../lib/zones";
import { AddonChoice } from "./AddonChoice";
import { ServiceCard } from "./ServiceCard";
import classes from "./ServicePreview.module.css";
import { SlotTimes } from "./SlotTimes";
import { StaffChoice } from "./StaffChoice";
import { slotsByDay } from "./slotDays";

interface ServicePreviewProps {
  draft: NewService;
  /** What the service is known as, when it is there already. */
  serviceId?: string;
  staff: PublicStaff[];
  currency: string;
  locale: string;
  zone: string;
}

const DAYS = 14;
const FIRST_TIMES = 6;
const nothing = () => {};

/** The booking page's own parts, showing a service that is still being edited. */
export function ServicePreview(props: ServicePreviewProps) {
  const { draft, staff, currency, locale } = props;
  const addons = (draft.addons ?? []).map((each, at) => ({ ...each, id: each.id ?? String(at) }));
  return (
    <div className={classes.preview} inert>
      <ServiceCard
        service={{
          name: draft.name,
          description: draft.description ?? "",
          color: draft.color ?? "",
          duration_minutes: draft.duration_minutes,
          price_minor: draft.price_minor ?? 0,
          requires_approval: !!draft.requires_approval,
          capacity: draft.capacity ?? null,
          location: null,
        }}
        currency={currency}
        locale={locale}
        showsPlace={false}
        onPick={nothing}
      />
      {addons.length > 0 && (
        <AddonChoice
          addons={addons}
          chosen={[]}
          currency={currency}
          locale={locale}
          onChange={nothing}
        />
      )}
      {staff.length > 1 && <StaffChoice staff={staff} selected={null} onSelect={nothing} />}
      <FirstTimes {...props} />
    </div>
  );
}

/** The times of the first day on which anything is free. */
function FirstTimes({ draft, serviceId, locale, zone }: ServicePreviewProps) {
  const today = dayOf(Date.now(), zone);
  const asked = {
    service: draft,
    service_id: serviceId,
    from: toIso(instantAt(today, 0, zone)),
    to: toIso(instantAt(addDays(today, DAYS), 0, zone)),
  };
  const slots = useQuery({
    queryKey: keys.slots.draft(JSON.stringify(asked)),
    queryFn: ({ signal }) => previewSlots(asked, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const shownZone = slots.data?.time_zone ?? zone;
  const [first] = slotsByDay(slots.data?.items ?? [], shownZone);
  const more = (first?.[1].length ?? 0) - FIRST_TIMES;
  return (
    <div>
      <p className={classes.day}>
        {first
          ? `${dayText(first[0], locale, "long")} · ${zoneCity(shownZone)}`
          : slots.isSuccess && `No visitor can book within the next ${DAYS} days.`}
      </p>
      {(first || !slots.isSuccess) && (
        <SlotTimes
          slots={first?.[1].slice(0, FIRST_TIMES) ?? []}
          zone={shownZone}
          locale={locale}
          isLoading={slots.isPending}
          error={slots.error}
          hasDay
          capacity={draft.capacity ?? null}
          nextMonth=""
          busySlot={null}
          onPick={nothing}
          onRetry={() => slots.refetch()}
          onNextMonth={nothing}
        />
      )}
      {more > 0 && <p className={classes.more}>{`and ${countText(more, "more time")} that day`}</p>}
    </div>
  );
}
