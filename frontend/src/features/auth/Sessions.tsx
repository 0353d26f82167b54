import { Badge, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { IconDeviceLaptop, IconDeviceMobile } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { listSessions, revokeSession } from "../../api/generated/api";
import type { SessionItem } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness } from "../../api/session";
import { agoText } from "../../lib/format";
import { ErrorState, LoadingRows } from "../../ui/States";
import { toast, toastProblem } from "../../ui/toast";

const BROWSERS = [
  ["Edg/", "Edge"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;

const SYSTEMS = [
  ["iPhone", "iPhone"],
  ["Android", "Android"],
  ["Mac", "Mac"],
  ["Windows", "Windows"],
  ["Linux", "Linux"],
] as const;

/** "Chrome on Mac" */
export function deviceName(agent: string | null): string {
  const find = (names: readonly (readonly [string, string])[]) =>
    names.find(([mark]) => agent?.includes(mark))?.[1];
  const browser = find(BROWSERS) ?? "A browser";
  const system = find(SYSTEMS);
  return system ? `${browser} on ${system}` : browser;
}

export function Sessions({ onClose }: { onClose: () => void }) {
  const sessions = useQuery({
    queryKey: keys.sessions,
    queryFn: ({ signal }) => listSessions({ signal }),
  });
  return (
    <Modal opened onClose={onClose} title="Where you are signed in" size="md">
      {sessions.isPending && <LoadingRows rows={3} />}
      {sessions.isError && <ErrorState error={sessions.error} onRetry={sessions.refetch} />}
      <Stack gap="sm">
        {sessions.data?.items.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </Stack>
    </Modal>
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
  const Icon = /iPhone|Android/.test(session.user_agent ?? "")
    ? IconDeviceMobile
    : IconDeviceLaptop;
  return (
    <Group wrap="nowrap" gap="sm">
      <Icon size={22} stroke={1.6} aria-hidden="true" />
      <div>
        <Text size="sm" fw={550}>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {session.ip_address} · seen {agoText(session.last_seen_at, Date.now(), locale)}
        </Text>
      </div>
      {session.is_current ? (
        <Badge ml="auto" color="green">
          This browser
        </Badge>
      ) : (
        <Button
          ml="auto"
          size="xs"
          variant="default"
          loading={revoke.isPending}
          onClick={() => revoke.mutate()}
          aria-label={`Sign out ${name}`}
        >
          Sign out
        </Button>
      )}
    </Group>
  );
}
