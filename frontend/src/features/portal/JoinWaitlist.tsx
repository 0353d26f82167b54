import { Select, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { getPublicBusiness, joinMyWaitlist } from "../../api/generated/api";
import type { WaitlistWish } from "../../api/generated/api.schemas";
import { idempotent } from "../../api/http";
import { keys } from "../../api/keys";
import { isProblem } from "../../api/problem";
import { useBusiness } from "../../api/session";
import { useSubmission } from "../../api/submission";
import { TIMES_OF_DAY } from "../../lib/timesOfDay";
import { addDays, dayOf } from "../../lib/zones";
import { FormModal } from "../../ui/FormModal";
import { daysMissing, WaitFields } from "../../ui/fields/WaitFields";
import { toast } from "../../ui/toast";

interface JoinWaitlistProps {
  serviceId?: string;
  /** The day that was looked at; a week from it is proposed. */
  day?: string;
  partySize?: number;
  /** What to know beforehand. */
  note?: string;
  onClose: () => void;
}

const WEEK = 6;

/** Waits for a time that suits: what for, on which days, at what time, with whom. */
export function JoinWaitlist(props: JoinWaitlistProps) {
  const { serviceId = "", day, partySize = 1, note, onClose } = props;
  const { zone } = useBusiness();
  const client = useQueryClient();
  const submitOnce = useSubmission();
  const today = dayOf(Date.now(), zone);
  const first = day ?? today;
  const [wish, setWish] = useState({
    service: serviceId,
    staff: "",
    from_day: first,
    until_day: addDays(first, WEEK),
    time: "any",
    party_size: partySize,
  });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const fields = useRef<HTMLDivElement>(null);
  const set = (change: Partial<typeof wish>) => setWish((old) => ({ ...old, ...change }));
  const services =
    useQuery({
      queryKey: keys.services.offered,
      queryFn: ({ signal }) => getPublicBusiness({ signal }),
    }).data?.services ?? [];
  const service = services.find(({ id }) => id === wish.service);
  const staff = service?.staff ?? [];
  const refuse = (found: Record<string, string>) => {
    setErrors(found);
    requestAnimationFrame(() =>
      fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
    );
  };
  const join = useMutation({
    mutationFn: (body: WaitlistWish) =>
      submitOnce(body, (sent, key) => joinMyWaitlist(sent, idempotent(key))),
    onSuccess: (joined) => {
      client.invalidateQueries({ queryKey: keys.waitlist.all });
      toast(`You wait for ${joined.service.name}. We write to you as soon as a time is free.`);
      onClose();
    },
    onError: (error) => refuse(isProblem(error) ? error.fields : {}),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = checked(wish);
    if (Object.keys(found).length > 0) return refuse(found);
    setErrors({});
    const { from_minute, until_minute } = TIMES_OF_DAY[wish.time] ?? TIMES_OF_DAY.any;
    join.mutate({
      service_id: wish.service,
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
      title="Wait for a time"
      act="Join the waitlist"
      isBusy={join.isPending}
      error={join.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {note && <Text size="sm">{note}</Text>}
      <div ref={fields} style={{ display: "contents" }}>
        <Select
          label="Service"
          placeholder="Choose a service"
          description="When a time becomes free, we keep it for you and write to you. You decide then."
          allowDeselect={false}
          data-autofocus={!serviceId || undefined}
          openOnFocus={false}
          value={wish.service || null}
          error={errors.service_id}
          data={services.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => set({ service: id ?? "", staff: "" })}
        />
        <WaitFields
          wish={wish}
          today={today}
          staff={staff.length > 1 ? staff : []}
          capacity={service?.capacity}
          errors={errors}
          onChange={set}
        />
      </div>
    </FormModal>
  );
}

function checked(wish: { service: string; from_day: string; until_day: string }) {
  const days = daysMissing(wish);
  return wish.service ? days : { ...days, service_id: "Choose a service." };
}
