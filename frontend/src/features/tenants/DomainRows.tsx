import { Badge, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { checkPlatformDomain, writeDomainRecords } from "../../api/generated/api";
import type { PlatformDomain } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness, useMe } from "../../api/session";
import { momentText } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { toast, toastProblem } from "../../ui/toast";

/** The domains of one business, with what the platform may do for them. */
export function DomainRows({ domains }: { domains: PlatformDomain[] }) {
  if (domains.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        It has no domain of its own.
      </Text>
    );
  }
  return (
    <Stack gap="sm">
      {domains.map((domain) => (
        <DomainRow key={domain.id} domain={domain} />
      ))}
    </Stack>
  );
}

function DomainRow({ domain }: { domain: PlatformDomain }) {
  const me = useMe();
  const { zone, locale } = useBusiness();
  const client = useQueryClient();
  const after = {
    onError: toastProblem,
    onSettled: () => client.invalidateQueries({ queryKey: keys.platformTenants.all }),
  };
  const check = useMutation({
    mutationFn: () => checkPlatformDomain(domain.id),
    onSuccess: () => toast(`${domain.host} is being checked.`),
    ...after,
  });
  const write = useMutation({
    mutationFn: () => writeDomainRecords(domain.id, {}),
    onSuccess: () => toast(`The records of ${domain.host} are being written.`),
    ...after,
  });
  const checked = domain.checked_at
    ? `checked ${momentText(domain.checked_at, zone, locale)}`
    : "not checked yet";
  return (
    <Paper withBorder p="sm" radius="md">
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={550} truncate>
          {domain.host}
        </Text>
        <Badge color={domain.verified_at ? "green" : "yellow"} flex="none">
          {domain.verified_at ? "Verified" : "Not verified"}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed">
        {(domain.finding ?? "no answer yet").replaceAll("_", " ")}, {checked}
        {domain.route53_zone_id && `, Route53 zone ${domain.route53_zone_id}`}
      </Text>
      {may(me, MAY.editTenants) && (
        <Group gap="xs" mt="xs">
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Check ${domain.host} now`}
            loading={check.isPending}
            onClick={() => check.mutate()}
          >
            Check now
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Write the Route53 records of ${domain.host}`}
            loading={write.isPending}
            onClick={() => write.mutate()}
          >
            Write Route53 records
          </Button>
        </Group>
      )}
    </Paper>
  );
}
