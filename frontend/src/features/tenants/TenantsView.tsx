import { Anchor, Badge, Button, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconBuildingStore, IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { activateTenant, listPlatformTenants, suspendTenant } from "../../api/generated/api";
import type { PlatformTenant } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { everyPage } from "../../api/lists";
import { useBusiness, useMe } from "../../api/session";
import { dayText } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { dayOf } from "../../lib/zones";
import { ConfirmWithReason } from "../../ui/ConfirmWithReason";
import { type Column, DataTable } from "../../ui/DataTable";
import { EmptyState, ErrorState, LoadingRows, PageHead } from "../../ui/States";
import { toast, toastProblem } from "../../ui/toast";

/** Every business on this install; whoever may can suspend one and open it again. */
export function TenantsView() {
  const me = useMe();
  const [text, setText] = useState("");
  const [search] = useDebouncedValue(text.trim(), 200);
  const [suspending, setSuspending] = useState<PlatformTenant | null>(null);
  const mayEdit = may(me, MAY.editTenants);
  const tenants = useQuery({
    queryKey: keys.platformTenants.search(search),
    queryFn: ({ signal }) =>
      everyPage((after) =>
        listPlatformTenants({ q: search || undefined, after, limit: 100 }, { signal }),
      ),
    placeholderData: keepPreviousData,
  });
  const { suspend, activate } = useActs(() => setSuspending(null));
  const columns = useColumns(mayEdit, setSuspending, (tenant) => activate.mutate(tenant));
  return (
    <>
      <PageHead
        title="Businesses"
        actions={
          <TextInput
            type="search"
            aria-label="Search businesses"
            placeholder="Name or address"
            leftSection={<IconSearch size={16} />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        }
      />
      {tenants.isPending && <LoadingRows />}
      {tenants.isError && !tenants.data && (
        <ErrorState error={tenants.error} onRetry={tenants.refetch} />
      )}
      {tenants.data?.length === 0 && (
        <EmptyState
          icon={IconBuildingStore}
          title={search ? `No business matches “${search}”.` : "There is no business yet."}
          action={
            search ? (
              <Button variant="default" onClick={() => setText("")}>
                Show all
              </Button>
            ) : undefined
          }
        />
      )}
      {!!tenants.data?.length && (
        <DataTable
          label="Businesses"
          rows={tenants.data}
          columns={columns}
          keyOf={({ id }) => id}
          phoneLine={({ subdomain }) => subdomain}
        />
      )}
      {suspending && (
        <ConfirmWithReason
          title={`Suspend ${suspending.name}?`}
          act={`Suspend ${suspending.name}`}
          keep="Keep it open"
          needsReason
          isBusy={suspend.isPending}
          onConfirm={(reason) => suspend.mutate({ tenant: suspending, reason })}
          onClose={() => setSuspending(null)}
        >
          Its booking page and its team are locked out at once. Nothing is deleted, and it can be
          opened again.
        </ConfirmWithReason>
      )}
    </>
  );
}

function useActs(onDone: () => void) {
  const client = useQueryClient();
  const after = {
    onError: toastProblem,
    onSettled: () => client.invalidateQueries({ queryKey: keys.platformTenants.all }),
  };
  const suspend = useMutation({
    mutationFn: ({ tenant, reason }: { tenant: PlatformTenant; reason: string }) =>
      suspendTenant(tenant.id, { reason }, ifMatch(tenant.version)),
    onSuccess: ({ name }) => {
      onDone();
      toast(`${name} is suspended.`);
    },
    ...after,
  });
  const activate = useMutation({
    mutationFn: (tenant: PlatformTenant) => activateTenant(tenant.id, ifMatch(tenant.version)),
    onSuccess: ({ name }) => toast(`${name} is open again.`),
    ...after,
  });
  return { suspend, activate };
}

const STATUS: Record<string, [label: string, color: string]> = {
  active: ["Active", "green"],
  trial: ["Trial", "yellow"],
  suspended: ["Suspended", "red"],
};

function useColumns(
  mayEdit: boolean,
  onSuspend: (tenant: PlatformTenant) => void,
  onActivate: (tenant: PlatformTenant) => void,
): Column<PlatformTenant>[] {
  const { zone, locale } = useBusiness();
  return [
    {
      label: "Business",
      sortBy: ({ name }) => name,
      cell: ({ name, url }) => (
        <Anchor href={url} target="_blank" rel="noreferrer" fw={600} c="inherit">
          {name}
        </Anchor>
      ),
    },
    {
      label: "Address",
      isMinor: true,
      sortBy: ({ subdomain }) => subdomain,
      cell: ({ subdomain }) => subdomain,
    },
    {
      label: "Status",
      sortBy: ({ status }) => status,
      cell: ({ status, is_temporary }) => {
        const [label, color] = STATUS[status] ?? [status, "gray"];
        return (
          <>
            <Badge color={color}>{label}</Badge> {is_temporary && <Badge color="gray">Demo</Badge>}
          </>
        );
      },
    },
    {
      label: "Plan",
      isMinor: true,
      sortBy: ({ plan }) => plan,
      cell: ({ plan }) => (
        <Text span tt="capitalize" size="sm">
          {plan}
        </Text>
      ),
    },
    {
      label: "Since",
      isMinor: true,
      sortBy: ({ created_at }) => created_at,
      cell: ({ created_at }) => dayText(dayOf(created_at, zone), locale, "date"),
    },
    ...(mayEdit ? [actColumn(onSuspend, onActivate)] : []),
  ];
}

function actColumn(
  onSuspend: (tenant: PlatformTenant) => void,
  onActivate: (tenant: PlatformTenant) => void,
): Column<PlatformTenant> {
  return {
    label: "Action",
    isRight: true,
    cell: (tenant) =>
      tenant.status === "suspended" ? (
        <Button
          size="xs"
          variant="default"
          aria-label={`Activate ${tenant.name}`}
          onClick={() => onActivate(tenant)}
        >
          Activate
        </Button>
      ) : (
        <Button
          size="xs"
          variant="light"
          color="red"
          aria-label={`Suspend ${tenant.name}`}
          onClick={() => onSuspend(tenant)}
        >
          Suspend
        </Button>
      ),
  };
}
