import { ActionIcon, Anchor, Badge, Button, Group, Text } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { removeFromWaitlist, restoreToWaitlist } from "../../api/generated/api";
import type { WaitlistEntry } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { useBusiness } from "../../api/session";
import { momentText } from "../../lib/format";
import { toast, toastProblem, toastWithUndo } from "../../ui/toast";
import { wishText } from "./queries";
import classes from "./Waitlist.module.css";

interface EntryListProps {
  entries: WaitlistEntry[];
  isReadOnly: boolean;
  onOffer: (entry: WaitlistEntry) => void;
  onOpenCustomer: (id: string) => void;
}

/** People in their order, with what they wait for and where they stand. */
export function EntryList({ entries, isReadOnly, onOffer, onOpenCustomer }: EntryListProps) {
  return (
    <ol className={classes.list}>
      {entries.map((entry) => (
        <EntryRow
          key={entry.id}
          entry={entry}
          isReadOnly={isReadOnly}
          onOffer={() => onOffer(entry)}
          onOpenCustomer={() => onOpenCustomer(entry.customer.id)}
        />
      ))}
    </ol>
  );
}

interface EntryRowProps {
  entry: WaitlistEntry;
  isReadOnly: boolean;
  onOffer: () => void;
  onOpenCustomer: () => void;
}

function EntryRow({ entry, isReadOnly, onOffer, onOpenCustomer }: EntryRowProps) {
  const { locale } = useBusiness();
  const { customer, service, place } = entry;
  const change = useEntryChange();
  const remove = () =>
    change.mutate(
      { act: removeFromWaitlist, entry },
      {
        onSuccess: (removed) =>
          toastWithUndo(`${customer.name} is off the waitlist.`, () =>
            change.mutate({ act: restoreToWaitlist, entry: removed }),
          ),
      },
    );
  const isOn = entry.state === "waiting" || entry.state === "offered";
  return (
    <li className={classes.row}>
      <span
        className={classes.place}
        title={place ? `Number ${place} for ${service.name}` : undefined}
      >
        {place ?? "–"}
      </span>
      <div className={classes.who}>
        <Anchor component="button" type="button" fw={550} onClick={onOpenCustomer}>
          {customer.name}
        </Anchor>
        <span className={classes.service}>
          <i style={{ background: service.color }} />
          {service.name}
        </span>
        <Text size="sm" c="dimmed">
          {wishText(entry, locale)}
        </Text>
      </div>
      <div className={classes.state}>
        <Standing entry={entry} />
      </div>
      {!isReadOnly && (
        <Group gap="xs" wrap="nowrap" className={classes.acts}>
          {entry.state === "waiting" && (
            <Button size="xs" variant="default" onClick={onOffer}>
              Offer a time
              <span className="visually-hidden"> to {customer.name}</span>
            </Button>
          )}
          {isOn && (
            <ActionIcon
              aria-label={`Take ${customer.name} off the waitlist`}
              loading={change.isPending}
              onClick={remove}
            >
              <IconTrash size={16} />
            </ActionIcon>
          )}
          {(entry.state === "left" || entry.state === "passed") && (
            <Button
              size="xs"
              variant="default"
              loading={change.isPending}
              onClick={() =>
                change.mutate(
                  { act: restoreToWaitlist, entry },
                  { onSuccess: () => toast(`${customer.name} waits again.`) },
                )
              }
            >
              Put back
              <span className="visually-hidden"> {customer.name}</span>
            </Button>
          )}
        </Group>
      )}
    </li>
  );
}

const STATES: Record<WaitlistEntry["state"], [label: string, color: string]> = {
  waiting: ["Waiting", "gray"],
  offered: ["Offered", "yellow"],
  booked: ["Booked", "green"],
  passed: ["Passed", "gray"],
  left: ["Left", "gray"],
};

function Standing({ entry }: { entry: WaitlistEntry }) {
  const { locale, zone } = useBusiness();
  const [label, color] = STATES[entry.state];
  const { offer } = entry;
  return (
    <>
      <Badge color={color}>{label}</Badge>
      <Text size="xs" c="dimmed">
        {offer
          ? `${momentText(offer.starts_at, offer.time_zone, locale)}, answer by ${momentText(offer.expires_at, offer.time_zone, locale)}`
          : `${entry.state === "waiting" ? "since" : "on the list since"} ${momentText(entry.created_at, zone, locale)}`}
      </Text>
    </>
  );
}

type EntryAct = (id: string, options: RequestInit) => Promise<WaitlistEntry>;

function useEntryChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ act, entry }: { act: EntryAct; entry: WaitlistEntry }) =>
      act(entry.id, ifMatch(entry.version)),
    onError: toastProblem,
    onSettled: () => client.invalidateQueries({ queryKey: keys.waitlist.all }),
  });
}
