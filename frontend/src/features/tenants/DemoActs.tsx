import { Button, Code, Group, Modal, Paper, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { extendDemo, getDemo, throwDemoAway } from "../../api/generated/api";
import type { PlatformTenant } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { roleName } from "../../lib/permissions";
import { toast, toastProblem } from "../../ui/toast";

const EXTENDED_TO_DAYS = 14;

interface DemoActsProps {
  demo: PlatformTenant;
  onGone: () => void;
}

/** A demo's log-ins, more time for it, or its end. */
export function DemoActs({ demo, onGone }: DemoActsProps) {
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: keys.platformTenants.all });
  const extend = useMutation({
    mutationFn: () => extendDemo(demo.id, { days: EXTENDED_TO_DAYS }, ifMatch(demo.version)),
    onSuccess: ({ name }) => toast(`${name} lives for another ${EXTENDED_TO_DAYS} days.`),
    onError: toastProblem,
    onSettled: refresh,
  });
  const end = useMutation({
    mutationFn: () => throwDemoAway(demo.id, ifMatch(demo.version)),
    onSuccess: () => {
      toast(`${demo.name} is being erased.`);
      onGone();
    },
    onError: toastProblem,
    onSettled: refresh,
  });
  return (
    <Stack gap="sm" component="section" aria-label="Demo">
      <DemoLogIns id={demo.id} />
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          loading={extend.isPending}
          onClick={() => extend.mutate()}
        >
          Keep for {EXTENDED_TO_DAYS} days from now
        </Button>
        <Button size="xs" variant="light" color="red" onClick={() => setAsking(true)}>
          Throw away
        </Button>
      </Group>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={`Throw ${demo.name} away?`}
        size="sm"
      >
        <Stack>
          <Text size="sm">
            The demo at {demo.url} closes at once and everything in it is erased. This cannot be
            taken back.
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              Keep it
            </Button>
            <Button color="red" loading={end.isPending} onClick={() => end.mutate()}>
              Throw away
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Stack>
  );
}

/** Who can sign in to the demo, and with what. */
export function DemoLogIns({ id }: { id: string }) {
  const demo = useQuery({
    queryKey: keys.platformTenants.demo(id),
    queryFn: ({ signal }) => getDemo(id, { signal }),
  });
  if (!demo.data?.password) return null;
  return (
    <Paper withBorder p="sm" radius="md">
      <Text size="sm" fw={550} mb={4}>
        Log-ins
      </Text>
      {demo.data.accounts.map(({ role, email }) => (
        <Text key={role} size="sm">
          {roleName(role)}: {email}
        </Text>
      ))}
      <Text size="sm" mt={4}>
        Password of all: <Code>{demo.data.password}</Code>
      </Text>
    </Paper>
  );
}
