import { Alert, Anchor, Badge, Drawer, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getPlatformTenant } from "../../api/generated/api";
import type { PlatformTenantDetail } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness, useMe } from "../../api/session";
import { dayText, moneyText } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { dayOf } from "../../lib/zones";
import { ErrorState, LoadingRows } from "../../ui/States";
import { UseBar } from "../../ui/UseBar";
import { useOnTop } from "../../ui/useClosing";
import { DemoActs } from "./DemoActs";
import { DomainRows } from "./DomainRows";
import { StatusBadge } from "./StatusBadge";
import { TenantActs } from "./TenantActs";

interface TenantDrawerProps {
  id: string;
  onClose: () => void;
}

/** One business: how it stands, what it is on, what it uses, its domains. */
export function TenantDrawer({ id, onClose }: TenantDrawerProps) {
  const found = useQuery({
    queryKey: keys.platformTenants.one(id),
    queryFn: ({ signal }) => getPlatformTenant(id, { signal }),
  });
  const sheet = useOnTop(onClose);
  return (
    <Drawer opened {...sheet} position="right" size="md" title={found.data?.name ?? "Business"}>
      {found.isPending && <LoadingRows />}
      {found.isError && !found.data && <ErrorState error={found.error} onRetry={found.refetch} />}
      {found.data && <Details tenant={found.data} onGone={onClose} />}
    </Drawer>
  );
}

function Details({ tenant, onGone }: { tenant: PlatformTenantDetail; onGone: () => void }) {
  const me = useMe();
  const { zone, locale } = useBusiness();
  const day = (moment: string) => dayText(dayOf(moment, zone), locale, "date");
  return (
    <Stack gap="lg">
      <Group gap="xs">
        <StatusBadge status={tenant.status} />
        <Badge tt="capitalize" variant="default">
          {tenant.plan}
        </Badge>
        {tenant.is_temporary && <Badge color="gray">Demo</Badge>}
      </Group>
      {tenant.status_reason && (
        <Alert color="red" title="Suspended">
          {tenant.status_reason}
        </Alert>
      )}
      <Stack gap={4}>
        <Anchor href={tenant.url} target="_blank" rel="noreferrer" size="sm">
          {tenant.url}
        </Anchor>
        <Text size="sm" c="dimmed">
          Since {day(tenant.created_at)}.{" "}
          {tenant.plan_price_minor > 0 &&
            `Pays ${moneyText(tenant.plan_price_minor, tenant.plan_currency, locale)} a month. `}
          {tenant.status === "trial" &&
            tenant.trial_ends_at &&
            `Trial until ${day(tenant.trial_ends_at)}. `}
          {tenant.expires_at && `Erased on ${day(tenant.expires_at)}.`}
        </Text>
      </Stack>
      <TenantActs tenant={tenant} />
      {tenant.is_temporary && may(me, MAY.makeDemos) && <DemoActs demo={tenant} onGone={onGone} />}
      <section aria-label="Use">
        <Title order={2} size="h5" mb="sm">
          In use
        </Title>
        <Stack gap="md">
          {tenant.uses.map((use) => (
            <UseBar key={use.limit} use={use} locale={locale} />
          ))}
        </Stack>
      </section>
      <section aria-label="Domains">
        <Title order={2} size="h5" mb="sm">
          Domains
        </Title>
        <DomainRows domains={tenant.domains} />
      </section>
    </Stack>
  );
}
