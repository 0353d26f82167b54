import { Button, Group, Modal, Select, Stack, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { settleAppointment } from "../../api/calendarCache";
import { bookAppointment } from "../../api/generated/api";
import type { NewAppointment as Body } from "../../api/generated/api.schemas";
import { idempotent } from "../../api/http";
import { keys } from "../../api/keys";
import { locationsQuery, resourcesQuery, servicesQuery } from "../../api/lists";
import { isProblem, messageOf } from "../../api/problem";
import { useBusiness, useMe } from "../../api/session";
import { useSubmission } from "../../api/submission";
import { durationText, momentText } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { dayOf } from "../../lib/zones";
import { toastWithUndo } from "../../ui/toast";
import { AddonField } from "./AddonField";
import { type ChosenCustomer, CustomerChoice } from "./CustomerChoice";
import { Refused } from "./Refused";
import { SlotChoice } from "./SlotChoice";
import { staffFor } from "./staff";
import { whoOf } from "./steps";
import { unbook } from "./unbook";

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
  const [errors, setErrors] = useState<Errors>({});
  const form = useRef<HTMLFormElement>(null);
  const service = services.find(({ id }) => id === serviceId);
  const staff = staffFor(service, resources);
  const staffChosen = staff.some(({ id }) => id === staffId) ? staffId : null;

  const settle = (field: string) => setErrors(({ [field]: _mended, ...others }) => others);
  const book = useBooking(locale, zone, onClose, setErrors);
  const submit = (overlap: boolean) => {
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
      addon_ids: addons,
      ...(notes.trim() && { notes: notes.trim() }),
      ...(overlap && { overlap }),
    });
  };
  const mayOverlap = may(useMe(), MAY.overlap) && isProblem(book.error, "slot-taken");
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
          {isProblem(book.error) && (
            <Refused
              message={messageOf(book.error)}
              others={{
                slots: book.error.alternatives,
                zone,
                locale,
                onPick: ({ starts_at }) => choose(starts_at),
              }}
              anyway={
                mayOverlap
                  ? { label: "Book anyway, over the other", onConfirm: () => submit(true) }
                  : undefined
              }
            />
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
      settleAppointment(client, booked);
      client.invalidateQueries({ queryKey: keys.customers.all });
      toastWithUndo(
        `${whoOf(booked)} is booked for ${momentText(booked.starts_at, zone, locale)}.`,
        () => unbook(client, booked),
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
