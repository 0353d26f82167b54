import { Button, Group, Select, Stack, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { FormAnswers } from "../../api/intake";
import { resourcesQuery, servicesQuery } from "../../api/lists";
import { insteadOf } from "../../lib/alternatives";
import { durationText, momentText } from "../../lib/format";
import { dayOf } from "../../lib/zones";
import { FormSheet } from "../../ui/FormSheet";
import { AddonField } from "./AddonField";
import { AnswersNow, answersFor } from "./AnswersNow";
import { BookingRefused } from "./BookingRefused";
import type { ChosenCustomer } from "./CustomerChoice";
import { checked, type Errors, NOBODY } from "./newAppointmentChecks";
import { manyText } from "./Occurrences";
import { RepeatPanel, useRepeating } from "./RepeatPanel";
import { SlotChoice } from "./SlotChoice";
import { staffFor } from "./staff";
import { TellCustomer } from "./TellCustomer";
import { useBooking } from "./useBooking";
import { useComing } from "./useComing";
import { useZone } from "./useZone";
import { WhoComes } from "./WhoComes";

interface NewAppointmentProps {
  prefill: { starts_at?: string; resource_id?: string; customer_id?: string };
  locale: string;
  onClose: () => void;
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
  const [answers, setAnswers] = useState<FormAnswers>({});
  const [notes, setNotes] = useState("");
  const [notify, setNotify] = useState(true);
  const [errors, setErrors] = useState<Errors>({});
  const form = useRef<HTMLFormElement>(null);
  const service = services.find(({ id }) => id === serviceId);
  const coming = useComing(service);
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
  const repeating = useRepeating(coming.isClass ? null : place);
  const submit = (overlap: boolean) => {
    const found = checked(serviceId, coming.isForNobody ? NOBODY : customer, startsAt);
    setErrors(found);
    if (Object.keys(found).length > 0) {
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
      );
      return;
    }
    if (!place) return;
    if (coming.isForNobody) book.session.mutate(place);
    else if (customer) bookFor(place, customer, overlap);
  };
  const bookFor = (at: Place, whom: ChosenCustomer, overlap: boolean) => {
    const details = {
      ...("customer_id" in whom ? whom : { customer: whom }),
      ...(notes.trim() && { notes: notes.trim() }),
      notify,
    };
    const along = {
      addon_ids: addons,
      party_size: coming.size,
      answers: answersFor(service, answers),
      ...(overlap && { overlap }),
    };
    if (repeating.wish) {
      book.many.mutate({ ...repeating.wish, ...details, skip_clashes: repeating.skips });
    } else {
      book.one.mutate({ ...at, ...details, ...along });
    }
  };
  const choose = (starts_at: string) => {
    setStart(starts_at);
    settle("slot");
    book.reset();
  };
  return (
    <FormSheet title="New appointment" size="lg" isBusy={book.isPending} onClose={onClose}>
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
            otherOf={(slot) => insteadOf(slot, staffChosen, staff)}
            onPick={(slot) => {
              const other = insteadOf(slot, staffChosen, staff);
              if (other) setStaff(other.id);
              if (slot.without_addons) setAddons([]);
              choose(slot.starts_at);
            }}
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
          <WhoComes
            coming={coming}
            customer={customer}
            error={errors.customer}
            onCustomer={(chosen) => {
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
              partySize: coming.size,
              customerId: customer && "customer_id" in customer ? customer.customer_id : undefined,
            }}
            locale={locale}
            selected={startsAt}
            error={errors.slot}
            onDay={setDay}
            onSelect={({ starts_at }) => choose(starts_at)}
            onExact={choose}
          />
          {startsAt && place && !coming.isClass && (
            <RepeatPanel {...{ repeating, startsAt, zone, locale }} />
          )}
          {!coming.isForNobody && (
            <>
              <Textarea
                label="Notes (optional)"
                value={notes}
                onChange={(event) => setNotes(event.currentTarget.value)}
              />
              <AnswersNow
                key={serviceId}
                {...{ service, answers, locale }}
                isAsked={!repeating.wish}
                error={book.one.error}
                onChange={setAnswers}
              />
              <TellCustomer value={notify} onChange={setNotify} />
            </>
          )}
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
    </FormSheet>
  );
}

type Place = NonNullable<ReturnType<typeof placeOf>>;

function placeOf(service_id: string | null, starts_at: string | null, person: string | null) {
  if (!service_id || !starts_at) return null;
  return { service_id, starts_at, ...(person && { resource_ids: [person] }) };
}

function actText(count: number | null, when: string | null): string {
  if (count !== null) return manyText("Book", count);
  return when ? `Book ${when}` : "Book";
}
