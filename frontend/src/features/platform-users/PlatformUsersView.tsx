import { Badge, Button, Group, Select, TextInput, Tooltip } from "@mantine/core";
import { IconSearch, IconUsers } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { listPlatformTenants, listPlatformUsers } from "../../api/generated/api";
import type { DirectoryItem } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness, useMe } from "../../api/session";
import { agoText } from "../../lib/format";
import { MAY, may, roleName } from "../../lib/permissions";
import { type Column, DataTable } from "../../ui/DataTable";
import { Named, UnderName } from "../../ui/Face";
import { RoleBadge } from "../../ui/RoleBadge";
import { EmptyState, ErrorState, LoadingRows, PageHead } from "../../ui/States";
import { useSearched } from "../../ui/useSearched";

interface PlatformUsersViewProps {
  onMasquerade: (person: DirectoryItem) => void;
}

/** People of every business that one may see, and whose place one may take. */
export function PlatformUsersView({ onMasquerade }: PlatformUsersViewProps) {
  const me = useMe();
  const [query, setQuery] = useSearchParams();
  const tenant = query.get("tenant_id");
  const [text, setText] = useState("");
  const search = useSearched(text);
  const people = useInfiniteQuery({
    queryKey: keys.platformUsers.search(search, tenant ?? ""),
    queryFn: ({ pageParam, signal }) =>
      listPlatformUsers(
        { q: search || undefined, tenant_id: tenant ?? undefined, after: pageParam, limit: 50 },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = people.data?.pages.flatMap(({ items }) => items) ?? [];
  const columns = useColumns(may(me, MAY.masquerade) ? onMasquerade : undefined);
  const showAll = () => {
    setText("");
    setQuery({}, { replace: true });
  };
  return (
    <>
      <PageHead
        title="People"
        actions={
          <>
            <BusinessFilter
              value={tenant}
              onChange={(id) => setQuery(id ? { tenant_id: id } : {}, { replace: true })}
            />
            <TextInput
              type="search"
              aria-label="Search people"
              placeholder="E-mail address"
              leftSection={<IconSearch size={16} />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </>
        }
      >
        Everybody with an account at a business.
      </PageHead>
      {people.isPending && <LoadingRows />}
      {people.isError && rows.length === 0 && (
        <ErrorState error={people.error} onRetry={people.refetch} />
      )}
      {people.isSuccess && rows.length === 0 && (
        <EmptyState
          icon={IconUsers}
          title={search || tenant ? "Nobody matches that." : "There is nobody that you may see."}
          action={
            search || tenant ? (
              <Button variant="default" onClick={showAll}>
                Show all
              </Button>
            ) : undefined
          }
        />
      )}
      {rows.length > 0 && (
        <DataTable
          label="People"
          rows={rows}
          columns={columns}
          keyOf={({ id }) => id}
          phoneLine={({ tenant_name, role }) => (
            <UnderName>
              {tenant_name} · {roleName(role)}
            </UnderName>
          )}
        />
      )}
      {people.hasNextPage && (
        <Group justify="center" p="md">
          <Button
            variant="default"
            loading={people.isFetchingNextPage}
            onClick={() => people.fetchNextPage()}
          >
            Show more
          </Button>
        </Group>
      )}
    </>
  );
}

interface BusinessFilterProps {
  value: string | null;
  onChange: (id: string | null) => void;
}

function BusinessFilter({ value, onChange }: BusinessFilterProps) {
  const [text, setText] = useState("");
  const search = useSearched(text);
  const businesses = useQuery({
    queryKey: [...keys.platformTenants.search(search), "choices"],
    queryFn: ({ signal }) => listPlatformTenants({ q: search || undefined, limit: 20 }, { signal }),
    placeholderData: keepPreviousData,
  });
  const choices = (businesses.data?.items ?? []).map(({ id, name }) => ({
    value: id,
    label: name,
  }));
  const isListed = !value || choices.some((choice) => choice.value === value);
  return (
    <Select
      aria-label="Business"
      placeholder="All businesses"
      clearable
      searchable
      nothingFoundMessage="No business of this name"
      value={value}
      data={isListed ? choices : [...choices, { value, label: "One business" }]}
      onSearchChange={setText}
      onChange={onChange}
    />
  );
}

function useColumns(onMasquerade?: (person: DirectoryItem) => void): Column<DirectoryItem>[] {
  const { locale } = useBusiness();
  return [
    {
      label: "E-mail",
      sortBy: ({ email }) => email,
      cell: ({ email }) => <Named name={email} />,
    },
    {
      label: "Business",
      isMinor: true,
      sortBy: ({ tenant_name }) => tenant_name,
      cell: ({ tenant_name, is_temporary }) => (
        <>
          {tenant_name} {is_temporary && <Badge color="gray">Demo</Badge>}
        </>
      ),
    },
    {
      label: "Role",
      isMinor: true,
      sortBy: ({ role }) => role,
      cell: ({ role }) => <RoleBadge role={role} />,
    },
    {
      label: "Last sign-in",
      isMinor: true,
      sortBy: ({ last_sign_in_at }) => last_sign_in_at ?? "",
      cell: ({ last_sign_in_at, is_active }) => {
        if (!is_active) return "Deactivated";
        return last_sign_in_at ? agoText(last_sign_in_at, Date.now(), locale) : "Never";
      },
    },
    ...(onMasquerade ? [masqueradeColumn(onMasquerade)] : []),
  ];
}

function masqueradeColumn(onMasquerade: (person: DirectoryItem) => void): Column<DirectoryItem> {
  return {
    label: "Action",
    isRight: true,
    cell: (person) => <Masquerade person={person} onStart={() => onMasquerade(person)} />,
  };
}

/** Where it may not be, the button stays reachable and says why not. */
function Masquerade({ person, onStart }: { person: DirectoryItem; onStart: () => void }) {
  const { allowed, reason } = person.masquerade;
  return (
    <Tooltip label={reason} disabled={allowed} events={{ hover: true, focus: true, touch: true }}>
      <Button
        size="xs"
        variant="default"
        aria-disabled={!allowed}
        data-disabled={!allowed || undefined}
        aria-label={`Masquerade as ${person.email}${allowed ? "" : `: ${reason}`}`}
        onClick={(event) => (allowed ? onStart() : event.preventDefault())}
      >
        Masquerade
      </Button>
    </Tooltip>
  );
}
