import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { leaveMyWaitlist, listMyWaitlist } from "../../api/generated/api";
import type { OwnWaitlistEntry } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness, useMe } from "../../api/session";
import { daysText, momentText } from "../../lib/format";
import { looksOnly } from "../../lib/permissions";
import { timeOfDayText } from "../../lib/timesOfDay";
import { Confirm } from "../../ui/Confirm";
import { toast, toastProblem } from "../../ui/toast";
import classes from "./Bookings.module.css";

/** What one waits for, with one's place in line; nothing where that is nothing. */
export function WaitingFor() {
  const { data } = useQuery({
    queryKey: keys.waitlist.mine,
    queryFn: ({ signal }) => listMyWaitlist({ signal }),
  });
  if (!data?.items.length) return null;
  return (
    <section className={classes.waiting}>
      <h2 className={classes.title}>On the waitlist</h2>
      <Stack gap="sm">
        {data.items.map((entry) => (
          <EntryCard key={entry.id} entry={entry} />
        ))}
      </Stack>
    </section>
  );
}

function EntryCard({ entry }: { entry: OwnWaitlistEntry }) {
  const isReadOnly = looksOnly(useMe());
  const { locale } = useBusiness();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { service, offer, place, path } = entry;
  const wish = [
    daysText(entry.from_day, entry.until_day, locale),
    timeOfDayText(entry.from_minute, entry.until_minute),
    entry.resource_name && `with ${entry.resource_name}`,
  ];
  const leave = useMutation({
    mutationFn: () => leaveMyWaitlist(entry.id),
    onSuccess: () => toast(`You no longer wait for ${service.name}.`),
    onError: toastProblem,
    onSettled: () => {
      setAsking(false);
      client.invalidateQueries({ queryKey: keys.waitlist.mine });
    },
  });
  return (
    <Paper withBorder p="md" radius="lg" className={classes.what}>
      <Text fw={600}>{service.name}</Text>
      <Text size="sm">
        {offer
          ? `${momentText(offer.starts_at, offer.time_zone, locale)} is free for you, until ${momentText(offer.expires_at, offer.time_zone, locale)}.`
          : place === 1
            ? "You are next in line."
            : `You are number ${place} in line.`}
      </Text>
      <Text size="sm" c="dimmed">
        {wish.filter(Boolean).join(", ")}
      </Text>
      {!isReadOnly && (
        <Group gap="xs" mt="sm">
          {offer && path && (
            <Button size="xs" component="a" href={path}>
              Take or decline it
            </Button>
          )}
          <Button size="xs" variant="light" color="red" onClick={() => setAsking(true)}>
            Leave the waitlist
          </Button>
        </Group>
      )}
      {isAsking && (
        <Confirm
          title={`Stop waiting for ${service.name}?`}
          act="Leave the waitlist"
          keep="Keep waiting"
          isLoss
          isBusy={leave.isPending}
          onConfirm={leave.mutate}
          onClose={() => setAsking(false)}
        >
          Your place goes to whoever is next. You can join again at the end of the list.
        </Confirm>
      )}
    </Paper>
  );
}
