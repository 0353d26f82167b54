import { Alert, Button, Group, Modal, Select, Stack, Textarea } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { bookAppointment } from "../../api/generated/api";
import type { NewAppointment as Body, Slot } from "../../api/generated/api.schemas";
import { idempotent } from "../../api/http";
import { keys } from "../../api/keys";
import { locationsQuery, resourcesQuery, servicesQuery } from "../../api/lists";
import { isProblem, messageOf } from "../../api/problem";
import { useBusiness } from "../../api/session";
import { useSubmission } from "../../api/submission";
import { durationText, momentText } from "../../lib/format";
import { dayOf } from "../../lib/zones";
import { toast } from "../../ui/toast";
import { type ChosenCustomer, CustomerChoice } from "./CustomerChoice";
import { SlotChoice } from "./SlotChoice";
import { staffFor } from "./staff";

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
  const [notes, setNotes] = useState("");
  const [errors, setErrors] = useState<Errors>({});
  const form = useRef<HTMLFormElement>(null);
  const service = services.find(({ id }) => id === serviceId);
  const staff = staffFor(service, resources);
  const staffChosen = staff.some(({ id }) => id === staffId) ? staffId : null;

  const settle = (field: string) => setErrors(({ [field]: _mended, ...others }) => others);
  const book = useBooking(locale, zone, onClose, setErrors);
  const submit = () => {
    const found = checked(serviceId, customer, startsAt);
    setErrors(found);
    if (Object.keys(found).length > 0) {
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
      );
      return;
    }
    if (!serviceId || !customer || !startsAt) return;
    book.mutate({
      service_id: serviceId,
      starts_at: startsAt,
      ...("customer_id" in customer ? customer : { customer }),
      ...(staffChosen && { resource_ids: [staffChosen] }),
      ...(notes.trim() && { notes: notes.trim() }),
    });
  };
  const alternatives = isProblem(book.error) ? book.error.alternatives.slice(0, 3) : [];
  return (
    <Modal opened onClose={onClose} title="New appointment" size="lg">
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack>
          {isProblem(book.error) && (
            <Alert color="red" icon={<IconAlertTriangle size={18} />} title={messageOf(book.error)}>
              <Alternatives slots={alternatives} zone={zone} locale={locale} onPick={setStart} />
            </Alert>
          )}
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
          <SlotChoice
            wanted={{ serviceId: serviceId ?? "", day, zone, resourceId: staffChosen ?? undefined }}
            locale={locale}
            selected={startsAt}
            error={errors.slot}
            onDay={setDay}
            onSelect={(slot) => {
              setStart(slot.starts_at);
              settle("slot");
            }}
          />
          <Textarea
            label="Notes (optional)"
            value={notes}
            onChange={(event) => setNotes(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Discard
            </Button>
            <Button type="submit" loading={book.isPending}>
              {startsAt ? `Book ${momentText(startsAt, zone, locale)}` : "Book"}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function useZone(resourceId: string | undefined): string {
  const business = useBusiness();
  const resources = useQuery(resourcesQuery).data ?? [];
  const locations = useQuery(locationsQuery).data ?? [];
  const resource = resources.find(({ id }) => id === resourceId);
  return locations.find(({ id }) => id === resource?.location_id)?.time_zone ?? business.zone;
}

function useBooking(
  locale: string,
  zone: string,
  onClose: () => void,
  setErrors: (errors: Errors) => void,
) {
  const client = useQueryClient();
  const submitOnce = useSubmission();
  return useMutation({
    mutationFn: (body: Body) =>
      submitOnce(body, (sent, key) => bookAppointment(sent, idempotent(key))),
    onSuccess: (booked) => {
      client.invalidateQueries({ queryKey: keys.appointments.all });
      client.invalidateQueries({ queryKey: keys.slots.all });
      client.invalidateQueries({ queryKey: keys.customers.all });
      toast(
        `${booked.customer?.name ?? booked.service.name} is booked for ${momentText(booked.starts_at, zone, locale)}.`,
      );
      onClose();
    },
    onError: (error) => {
      client.invalidateQueries({ queryKey: keys.slots.all });
      if (!isProblem(error)) return;
      const [field] = Object.entries(error.fields).filter(([name]) => name.startsWith("customer"));
      if (field) setErrors({ customer: field[1] });
    },
  });
}

interface AlternativesProps {
  slots: Slot[];
  zone: string;
  locale: string;
  onPick: (startsAt: string) => void;
}

function Alternatives({ slots, zone, locale, onPick }: AlternativesProps) {
  if (slots.length === 0) return null;
  return (
    <Group gap="xs">
      Free instead:
      {slots.map(({ starts_at }) => (
        <Button key={starts_at} size="xs" variant="default" onClick={() => onPick(starts_at)}>
          {momentText(starts_at, zone, locale)}
        </Button>
      ))}
    </Group>
  );
}
