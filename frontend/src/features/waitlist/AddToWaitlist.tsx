import { Select } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { addToWaitlist } from "../../api/generated/api";
import type { Guest, NewWaitlistEntry, Service } from "../../api/generated/api.schemas";
import { idempotent } from "../../api/http";
import { keys } from "../../api/keys";
import { resourcesQuery } from "../../api/lists";
import { isProblem } from "../../api/problem";
import { useBusiness } from "../../api/session";
import { useSubmission } from "../../api/submission";
import { TIMES_OF_DAY } from "../../lib/timesOfDay";
import { addDays, dayOf } from "../../lib/zones";
import { FormModal } from "../../ui/FormModal";
import { daysMissing, WaitFields } from "../../ui/fields/WaitFields";
import { toast } from "../../ui/toast";

export type Chosen = { customer_id: string } | Guest;
export type CustomerField = (field: {
  value: Chosen | null;
  error?: string;
  onChange: (customer: Chosen | null) => void;
}) => ReactNode;

interface AddToWaitlistProps {
  services: Service[];
  serviceId: string;
  customerField: CustomerField;
  onClose: () => void;
}

const WEEK = 6;

/** Puts a customer on the list: for what, on which days, at what time, with whom. */
export function AddToWaitlist({ services, serviceId, customerField, onClose }: AddToWaitlistProps) {
  const { zone } = useBusiness();
  const client = useQueryClient();
  const submitOnce = useSubmission();
  const resources = useQuery(resourcesQuery).data ?? [];
  const today = dayOf(Date.now(), zone);
  const [customer, setCustomer] = useState<Chosen | null>(null);
  const [wish, setWish] = useState({
    service: serviceId,
    staff: "",
    from_day: today,
    until_day: addDays(today, WEEK),
    time: "any",
    party_size: 1,
  });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const fields = useRef<HTMLDivElement>(null);
  const set = (change: Partial<typeof wish>) => setWish((old) => ({ ...old, ...change }));
  const service = services.find(({ id }) => id === wish.service);
  const staff = resources.filter(
    ({ id, kind }) =>
      kind === "staff" &&
      service?.requirements.some(({ resource_ids }) => resource_ids.includes(id)),
  );
  const focusFirst = () =>
    requestAnimationFrame(() =>
      fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
    );
  const add = useMutation({
    mutationFn: (body: NewWaitlistEntry) =>
      submitOnce(body, (sent, key) => addToWaitlist(sent, idempotent(key))),
    onSuccess: (added) => {
      client.invalidateQueries({ queryKey: keys.waitlist.all });
      client.invalidateQueries({ queryKey: keys.customers.all });
      toast(`${added.customer.name} waits for ${added.service.name}.`);
      onClose();
    },
    onError: (error) => {
      if (isProblem(error)) setErrors(besideFields(error.fields));
      focusFirst();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = checked(wish, customer);
    setErrors(found);
    if (Object.keys(found).length > 0 || !customer) return focusFirst();
    const { from_minute, until_minute } = TIMES_OF_DAY[wish.time] ?? TIMES_OF_DAY.any;
    add.mutate({
      service_id: wish.service,
      ...("customer_id" in customer ? customer : { customer }),
      ...(wish.staff && { resource_id: wish.staff }),
      from_day: wish.from_day,
      until_day: wish.until_day,
      from_minute,
      until_minute,
      party_size: service?.capacity ? wish.party_size : 1,
    });
  };
  return (
    <FormModal
      title="Add to the waitlist"
      act="Add"
      isBusy={add.isPending}
      error={add.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <div ref={fields} style={{ display: "contents" }}>
        <Select
          label="Service"
          placeholder="Choose a service"
          searchable
          data-autofocus
          openOnFocus={false}
          value={wish.service || null}
          error={errors.service_id}
          data={services
            .filter(({ is_active }) => is_active)
            .map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => set({ service: id ?? "", staff: "" })}
        />
        {customerField({ value: customer, error: errors.customer, onChange: setCustomer })}
        <WaitFields
          wish={wish}
          today={today}
          staff={staff}
          capacity={service?.capacity}
          errors={errors}
          onChange={set}
        />
      </div>
    </FormModal>
  );
}

function besideFields(fields: Record<string, string>): Record<string, string> {
  const [customer] = Object.entries(fields).filter(([name]) => name.startsWith("customer"));
  return { ...fields, ...(customer && { customer: customer[1] }) };
}

function checked(
  wish: { service: string; from_day: string; until_day: string },
  customer: Chosen | null,
): Record<string, string> {
  const errors: Record<string, string> = daysMissing(wish);
  if (!wish.service) errors.service_id = "Choose a service.";
  if (!customer || ("name" in customer && !customer.name.trim())) {
    errors.customer = "Choose a customer, or add a new one.";
  }
  return errors;
}
