import {
  Anchor,
  Badge,
  Button,
  Group,
  Modal,
  Paper,
  Stack,
  Stepper,
  Text,
  Title,
} from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { checkDomain, removeDomain } from "../../api/generated/api";
import type { Domain } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness } from "../../api/session";
import { momentText } from "../../lib/format";
import { toast, toastProblem } from "../../ui/toast";
import { DnsRecords } from "./DnsRecords";
import { findingText } from "./findings";
import { useChecking, wasJustChecked } from "./useChecking";

interface DomainCardProps {
  domain: Domain;
  mayEdit: boolean;
}

/** One domain on its way: records, check, live. */
export function DomainCard({ domain, mayEdit }: DomainCardProps) {
  const { zone, locale } = useBusiness();
  const client = useQueryClient();
  const [isRemoving, setRemoving] = useState(false);
  const { isChecking, begin } = useChecking(domain);
  const check = useMutation({
    mutationFn: () => checkDomain(domain.id),
    onSuccess: (asked) =>
      wasJustChecked(asked)
        ? toast(`${domain.host} was checked just now. Ask again in half a minute.`)
        : begin(),
    onError: toastProblem,
  });
  const remove = useMutation({
    mutationFn: () => removeDomain(domain.id),
    onSuccess: () => toast(`${domain.host} no longer leads here.`),
    onError: toastProblem,
    onSettled: () => client.invalidateQueries({ queryKey: keys.domains }),
  });
  const isLive = domain.verified_at !== null;
  const isBusy = check.isPending || isChecking;
  return (
    <Paper withBorder radius="lg" p="lg" component="section" aria-label={domain.host}>
      <Stack gap="lg">
        <Group justify="space-between">
          <Title order={2} size="h4">
            {isLive ? (
              <Anchor href={domain.url} target="_blank" rel="noreferrer" c="inherit">
                {domain.host}
              </Anchor>
            ) : (
              domain.host
            )}
          </Title>
          <Badge color={isLive ? "green" : "yellow"}>{isLive ? "Live" : "Not verified"}</Badge>
        </Group>
        <Stepper
          size="xs"
          active={isLive ? 3 : domain.checked_at ? 2 : 1}
          allowNextStepsSelect={false}
          aria-label={`Progress of ${domain.host}`}
        >
          <Stepper.Step label="Added" />
          <Stepper.Step label="DNS records" />
          <Stepper.Step label="Check" loading={isBusy} />
          <Stepper.Step label="Live" />
        </Stepper>
        {(!isLive || !domain.is_pointed_here) && <DnsRecords domain={domain} />}
        <Text size="sm" role="status">
          {isBusy ? "Asking the DNS …" : findingText(domain)}
          {!isBusy && domain.checked_at && (
            <Text span size="sm" c="dimmed">
              {" "}
              Checked {momentText(domain.checked_at, zone, locale)}.
            </Text>
          )}
        </Text>
        {mayEdit && (
          <Group>
            <Button
              variant={isLive ? "default" : "filled"}
              loading={isBusy}
              aria-label={`Check ${domain.host} now`}
              onClick={() => check.mutate()}
            >
              Check now
            </Button>
            <Button
              variant="subtle"
              color="red"
              aria-label={`Remove ${domain.host}`}
              onClick={() => setRemoving(true)}
            >
              Remove
            </Button>
          </Group>
        )}
      </Stack>
      <Modal
        opened={isRemoving}
        onClose={() => setRemoving(false)}
        title={`Remove ${domain.host}?`}
        size="sm"
      >
        <Stack>
          <Text size="sm">
            {isLive
              ? "Guests who open it will find nothing from now on, links in older mails included."
              : "You can add it again later, with a new record."}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setRemoving(false)}>
              Keep it
            </Button>
            <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
              Remove domain
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Paper>
  );
}
