import { Badge, Button, Text } from "@mantine/core";
import { IconDeviceLaptop, IconDeviceMobile } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { endOtherSessions, listSessions, revokeSession } from "../../api/generated/api";
import type { SessionItem } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness } from "../../api/session";
import { agoText } from "../../lib/format";
import { ErrorState, LoadingRows } from "../../ui/States";
import { toast, toastProblem } from "../../ui/toast";
import classes from "./Account.module.css";
import { deviceName, isHandheld } from "./deviceName";
import { Section } from "./Section";

export function SessionsSection() {
  const sessions = useQuery({
    queryKey: keys.sessions,
    queryFn: ({ signal }) => listSessions({ signal }),
  });
  const items = sessions.data?.items ?? [];
  return (
    <Section
      title="Where you are signed in"
      lead="Sign out what you do not know, then choose a new password."
      action={items.length > 1 && <EndOthers />}
    >
      {sessions.isPending && <LoadingRows rows={2} />}
      {sessions.isError && <ErrorState error={sessions.error} onRetry={sessions.refetch} />}
      {items.length > 0 && (
        <div className={classes.rows}>
          {items.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </div>
      )}
    </Section>
  );
}

function EndOthers() {
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: () => endOtherSessions(),
    onSuccess: ({ ended }) => {
      toast(ended === 1 ? "One other browser is signed out." : `${ended} others are signed out.`);
      return client.invalidateQueries({ queryKey: keys.sessions });
    },
    onError: toastProblem,
  });
  return (
    <Button variant="default" loading={end.isPending} onClick={() => end.mutate()}>
      Sign out everywhere else
    </Button>
  );
}

function SessionRow({ session }: { session: SessionItem }) {
  const { locale } = useBusiness();
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeSession(session.id),
    onSuccess: () => {
      toast("That browser is signed out.");
      return client.invalidateQueries({ queryKey: keys.sessions });
    },
    onError: toastProblem,
  });
  const name = deviceName(session.user_agent);
  const Icon = isHandheld(session.user_agent) ? IconDeviceMobile : IconDeviceLaptop;
  const from = session.ip_address ? ` · from ${session.ip_address}` : "";
  return (
    <div className={classes.row}>
      <Icon size={22} stroke={1.6} aria-hidden="true" />
      <div className={classes.rowWords}>
        <Text size="sm" fw={550}>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          Last seen {agoText(session.last_seen_at, Date.now(), locale)}
          {from}
        </Text>
      </div>
      {session.is_current ? (
        <Badge color="green">This browser</Badge>
      ) : (
        <Button
          size="xs"
          variant="default"
          loading={revoke.isPending}
          onClick={() => revoke.mutate()}
          aria-label={`Sign out ${name}`}
        >
          Sign out
        </Button>
      )}
    </div>
  );
}
