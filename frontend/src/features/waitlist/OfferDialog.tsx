import { Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { offerByHand } from "../../api/generated/api";
import type { WaitlistEntry } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { useBusiness } from "../../api/session";
import { dayOf } from "../../lib/zones";
import { FormModal } from "../../ui/FormModal";
import { toast } from "../../ui/toast";
import { wishText } from "./queries";

export type TimeField = (field: {
  entry: WaitlistEntry;
  day: string;
  zone: string;
  selected: string | null;
  error?: string;
  onDay: (day: string) => void;
  onSelect: (startsAt: string) => void;
}) => ReactNode;

interface OfferDialogProps {
  entry: WaitlistEntry;
  timeField: TimeField;
  onClose: () => void;
}

/** Offers somebody a free time out of turn: it is kept for them, and they are written to. */
export function OfferDialog({ entry, timeField, onClose }: OfferDialogProps) {
  const { locale, zone } = useBusiness();
  const client = useQueryClient();
  const today = dayOf(Date.now(), zone);
  const [day, setDay] = useState(entry.from_day > today ? entry.from_day : today);
  const [startsAt, setStart] = useState<string | null>(null);
  const [missing, setMissing] = useState<string>();
  const offer = useMutation({
    mutationFn: (starts_at: string) => offerByHand(entry.id, { starts_at }, ifMatch(entry.version)),
    onSuccess: () => {
      toast(`The time is kept for ${entry.customer.name}, and a mail is on its way.`);
      onClose();
    },
    onSettled: () => {
      client.invalidateQueries({ queryKey: keys.waitlist.all });
      client.invalidateQueries({ queryKey: keys.slots.all });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (startsAt) offer.mutate(startsAt);
    else setMissing("Choose a time.");
  };
  return (
    <FormModal
      title={`Offer ${entry.customer.name} a time`}
      act="Offer this time"
      isBusy={offer.isPending}
      error={offer.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Text size="sm">
        {entry.service.name} · {wishText(entry, locale)}
      </Text>
      {timeField({
        entry,
        day,
        zone,
        selected: startsAt,
        error: missing,
        onDay: setDay,
        onSelect: (chosen) => {
          setStart(chosen);
          setMissing(undefined);
        },
      })}
    </FormModal>
  );
}
