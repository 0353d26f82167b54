import { Button, Group, Modal, Select, Stack, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { locationsQuery, resourcesQuery, servicesQuery } from "../../api/lists";
import { isProblem, messageOf } from "../../api/problem";
import { useBusiness, useMe } from "../../api/session";
import { durationText, momentText } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { dayOf } from "../../lib/zones";
import { AddonField } from "./AddonField";
import { type ChosenCustomer, CustomerChoice } from "./CustomerChoice";
import { Refused } from "./Refused";
import { RepeatPanel, useRepeating } from "./RepeatPanel";
import { SlotChoice } from "./SlotChoice";
import { staffFor } from "./staff";
import { TellCustomer } from "./TellCustomer";
import { useBooking } from "./useBooking";

interface NewAppointmentProps {
  prefill: { starts_at?: string; resource_id?: string; customer_id?: string };
  locale: string;
  onClose: () => void;
}

type Errors = Record<string, string>;

function checked(serviceId: string | null, customer: ChosenCustomer | null, slot: string | null) {
  const errors: Errors = {};
  if (!serviceId) errors.service = "Choose a service.";
  if (!customer) errors.customer = "Choose a customer, or add a new one.";
  else if ("name" in customer && !customer.name.trim()) errors.customer = "Enter a name.";
  if (!slot) errors.slot = "Choose a time.";
  return errors;
}

/** Service, customer, day, time and person: everything an appointment needs, on one sheet. */
export function NewAppointment({ prefill, locale, onClose }: NewAppointmentProps) {
  const zone = useZone(prefill.resource_id);
  const services = useQuery(servicesQuery).data ?? [];
  const resources = useQuery(resourcesQuery).data ?? [];
  const [serviceId, setService] = useState<string | null>(null);
  const [staffId, setStaff] = useState<string | null>(prefill.resource_id ?? null);
  const [customer, setCustomer] = useState<ChosenCustomer | null>(
    prefill.customer_id ? { customer_id: prefill.customer_id } : null,
  );
  const [day, setDay] = useState(dayOf(prefill.starts_at ?? Date.now(), zone));
  const [startsAt, setStart] = useState<string | null>(prefill.starts_at ?? null);
  const [addons, setAddons] = useState<string[]>([]);
  const [notes, setNotes] = useState("");
  const [notify, setNotify] = useState(true);
  const [errors, setErrors] = useState<Errors>({});
  const form = useRef<HTMLFormElement>(null);
  const service = services.find(({ id }) => id === serviceId);
  const staff = staffFor(service, resources);
  const staffChosen = staff.some(({ id }) => id === staffId) ? staffId : null;

  const settle = (field: string) => setErrors(({ [field]: _mended, ...others }) => others);
  const book = useBooking({
    locale,
    zone,
    onDone: onClose,
    onWrongCustomer: (message) => setErrors({ customer: message }),
  });
  const place = placeOf(serviceId, startsAt, staffChosen);
  const repeating = useRepeating(place);
  const submit = (overlap: boolean) => {
    const found = checked(serviceId, customer, startsAt);
    setErrors(found);
    if (Object.keys(found).length > 0) {
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
      );
      return;
    }
    if (!place || !customer) return;
    const details = {
      ...("customer_id" in customer ? customer : { customer }),
      ...(notes.trim() && { notes: notes.trim() }),
      notify,
    };
    if (repeating.wish) {
      book.many.mutate({ ...repeating.wish, ...details, skip_clashes: repeating.skips });
    } else {
      book.one.mutate({ ...place, ...details, addon_ids: addons, ...(overlap && { overlap }) });
    }
  };
  const choose = (starts_at: string) => {
    setStart(starts_at);
    settle("slot");
    book.reset();
  };
  return (
    <Modal opened onClose={onClose} title="New appointment" size="lg">
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit(false);
        }}
      >
        <Stack>
          <BookingRefused
            book={book}
            zone={zone}
            locale={locale}
            onPick={choose}
            onAnyway={() => submit(true)}
          />
          <Select
            label="Service"
            placeholder="Choose a service"
            searchable
            data-autofocus
            openOnFocus={false}
            value={serviceId}
            error={errors.service}
            data={services
              .filter(({ is_active }) => is_active)
              .map(({ id, name, duration_minutes }) => ({
                value: id,
                label: `${name} · ${durationText(duration_minutes)}`,
              }))}
            onChange={(id) => {
              setService(id);
              setAddons([]);
              settle("service");
            }}
          />
          <CustomerChoice
            value={customer}
            error={errors.customer}
            onChange={(chosen) => {
              setCustomer(chosen);
              settle("customer");
            }}
          />
          <Select
            label="With"
            placeholder="Anyone who is free"
            clearable
            value={staffChosen}
            data={staff.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setStaff}
          />
          <AddonField service={service} chosen={addons} locale={locale} onChange={setAddons} />
          <SlotChoice
            wanted={{
              serviceId: serviceId ?? "",
              day,
              zone,
              resourceId: staffChosen ?? undefined,
              addonIds: addons,
              customerId: customer && "customer_id" in customer ? customer.customer_id : undefined,
            }}
            locale={locale}
            selected={startsAt}
            error={errors.slot}
            onDay={setDay}
            onSelect={({ starts_at }) => choose(starts_at)}
            onExact={choose}
          />
          {startsAt && place && <RepeatPanel {...{ repeating, startsAt, zone, locale }} />}
          <Textarea
            label="Notes (optional)"
            value={notes}
            onChange={(event) => setNotes(event.currentTarget.value)}
          />
          <TellCustomer value={notify} onChange={setNotify} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Discard
            </Button>
            <Button type="submit" loading={book.isPending} disabled={repeating.count === 0}>
              {actText(repeating.count, startsAt && momentText(startsAt, zone, locale))}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function placeOf(service_id: string | null, starts_at: string | null, person: string | null) {
  if (!service_id || !starts_at) return null;
  return { service_id, starts_at, ...(person && { resource_ids: [person] }) };
}

interface BookingRefusedProps {
  book: ReturnType<typeof useBooking>;
  zone: string;
  locale: string;
  onPick: (startsAt: string) => void;
  onAnyway: () => void;
}

function BookingRefused({ book, zone, locale, onPick, onAnyway }: BookingRefusedProps) {
  const mayOverlap = may(useMe(), MAY.overlap) && isProblem(book.one.error, "slot-taken");
  const error = book.one.error ?? book.many.error;
  if (!isProblem(error)) return null;
  return (
    <Refused
      message={messageOf(error)}
      others={{
        slots: error.alternatives,
        zone,
        locale,
        onPick: ({ starts_at }) => onPick(starts_at),
      }}
      anyway={
        mayOverlap ? { label: "Book anyway, over the other", onConfirm: onAnyway } : undefined
      }
    />
  );
}

function actText(count: number | null, when: string | null): string {
  if (count !== null) return `Book ${count} appointments`;
  return when ? `Book ${when}` : "Book";
}

function useZone(resourceId: string | undefined): string {
  const business = useBusiness();
  const resources = useQuery(resourcesQuery).data ?? [];
  const locations = useQuery(locationsQuery).data ?? [];
  const resource = resources.find(({ id }) => id === resourceId);
  return locations.find(({ id }) => id === resource?.location_id)?.time_zone ?? business.zone;
}
