import { Badge, Button, Group, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconBuildingStore, IconPlus, IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { listPlatformTenants } from "../../api/generated/api";
import type { PlatformTenant } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { everyPage } from "../../api/lists";
import { useBusiness, useMe } from "../../api/session";
import { dayText } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { dayOf } from "../../lib/zones";
import { type Column, DataTable } from "../../ui/DataTable";
import { EmptyState, ErrorState, LoadingRows, PageHead } from "../../ui/States";
import { useSearched } from "../../ui/useSearched";
import { NewDemo } from "./NewDemo";
import { StatusBadge } from "./StatusBadge";
import { TenantDrawer } from "./TenantDrawer";

/** Every business on this install that one may see; each opens with what one may do to it. */
export function TenantsView({ onEnter }: { onEnter: (tenant: PlatformTenant) => void }) {
  const me = useMe();
  const [text, setText] = useState("");
  const search = useSearched(text);
  const [isOrdering, setOrdering] = useState(false);
  const [address, setAddress] = useSearchParams();
  const openId = address.get("open");
  const open = (id: string | null) => setAddress(id ? { open: id } : {}, { replace: true });
  const tenants = useQuery({
    queryKey: keys.platformTenants.search(search),
    queryFn: ({ signal }) =>
      everyPage((after) =>
        listPlatformTenants({ q: search || undefined, after, limit: 100 }, { signal }),
      ),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHead
        title="Businesses"
        actions={
          <>
            <TextInput
              type="search"
              aria-label="Search businesses"
              placeholder="Name or address"
              leftSection={<IconSearch size={16} />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            {may(me, MAY.makeDemos) && (
              <Button
                leftSection={<IconPlus size={16} aria-hidden="true" />}
                onClick={() => setOrdering(true)}
              >
                New demo
              </Button>
            )}
          </>
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
        <Table
          rows={tenants.data}
          onOpen={open}
          onEnter={may(me, MAY.enterTenants) ? onEnter : undefined}
        />
      )}
      {openId && <TenantDrawer id={openId} onClose={() => open(null)} />}
      {isOrdering && <NewDemo onClose={() => setOrdering(false)} />}
    </>
  );
}

interface TableProps {
  rows: PlatformTenant[];
  onOpen: (id: string) => void;
  onEnter?: (tenant: PlatformTenant) => void;
}

function Table({ rows, onOpen, onEnter }: TableProps) {
  const { zone, locale } = useBusiness();
  const day = (moment: string) => dayText(dayOf(moment, zone), locale, "date");
  const columns: Column<PlatformTenant>[] = [
    {
      label: "Business",
      sortBy: ({ name }) => name,
      cell: ({ id, name }) => (
        <UnstyledButton fw={600} onClick={() => onOpen(id)}>
          {name}
        </UnstyledButton>
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
      cell: ({ status, is_temporary }) => (
        <Group gap={6}>
          <StatusBadge status={status} />
          {is_temporary && <Badge color="gray">Demo</Badge>}
        </Group>
      ),
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
      label: "Ends",
      isMinor: true,
      sortBy: ({ expires_at, trial_ends_at }) => expires_at ?? trial_ends_at ?? "",
      cell: ({ expires_at, trial_ends_at, status }) => {
        if (expires_at) return `Erased ${day(expires_at)}`;
        return status === "trial" && trial_ends_at ? `Trial ${day(trial_ends_at)}` : "";
      },
    },
    {
      label: "Since",
      isMinor: true,
      sortBy: ({ created_at }) => created_at,
      cell: ({ created_at }) => day(created_at),
    },
    ...(onEnter ? [enterColumn(onEnter)] : []),
  ];
  return (
    <DataTable
      label="Businesses"
      rows={rows}
      columns={columns}
      keyOf={({ id }) => id}
      phoneLine={({ subdomain }) => subdomain}
    />
  );
}

function enterColumn(onEnter: (tenant: PlatformTenant) => void): Column<PlatformTenant> {
  return {
    label: "Action",
    isRight: true,
    cell: (tenant) =>
      tenant.status !== "suspended" && (
        <Button
          size="xs"
          variant="default"
          aria-label={`Enter ${tenant.name}`}
          onClick={() => onEnter(tenant)}
        >
          Enter
        </Button>
      ),
  };
}
