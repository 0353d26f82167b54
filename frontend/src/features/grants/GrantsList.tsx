import { Button, Checkbox, Group, Select, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useSearchParams } from "react-router";
import { listLendable } from "../../api/generated/api";
import type { GrantItem, GrantList, ListGrantsParams } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useMe } from "../../api/session";
import { isInPerson, MAY, may } from "../../lib/permissions";
import { type Column, DataTable } from "../../ui/DataTable";
import { Named, UnderName } from "../../ui/Face";
import { EmptyState, ErrorState, LoadingRows, PageHead } from "../../ui/States";
import { GrantState } from "./GrantState";
import { RevokeDialog } from "./RevokeDialog";

type State = NonNullable<ListGrantsParams["state"]>;

interface GrantsListProps {
  load: (
    query: { state?: State; after?: string; limit: number },
    signal: AbortSignal,
  ) => Promise<GrantList>;
  revoke: (ids: string[]) => Promise<{ revoked: number }>;
  onLend: () => void;
  children?: ReactNode;
}

const STATES: { value: State; label: string }[] = [
  { value: "active", label: "Active" },
  { value: "expired", label: "Expired" },
  { value: "revoked", label: "Revoked" },
];

/** What is lent to whom, with the time that is left; taken back one by one or together. */
export function GrantsList({ load, revoke, onLend, children }: GrantsListProps) {
  const me = useMe();
  const [query, setQuery] = useSearchParams();
  const state = STATES.find(({ value }) => value === query.get("state"))?.value;
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [revoking, setRevoking] = useState<GrantItem[]>([]);
  const mayLend = may(me, MAY.grant) && isInPerson(me);
  const meaningOf = useMeanings(mayLend);
  const found = useInfiniteQuery({
    queryKey: [...keys.grants.all, "list", state ?? ""],
    queryFn: ({ pageParam, signal }) => load({ state, after: pageParam, limit: 50 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const grants = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const chosen = grants.filter(({ id, state }) => picked.has(id) && state === "active");
  const columns = columnsOf({
    meaningOf,
    picked,
    onPick: mayLend ? (id) => setPicked((old) => toggled(old, id)) : undefined,
    onRevoke: mayLend ? (grant) => setRevoking([grant]) : undefined,
  });
  return (
    <>
      <PageHead
        title="Grants"
        actions={
          <>
            <Select
              aria-label="State"
              placeholder="All"
              w={130}
              clearable
              data={STATES}
              value={state ?? null}
              onChange={(value) => setQuery(value ? { state: value } : {}, { replace: true })}
            />
            {chosen.length > 0 && (
              <Button color="red" variant="light" onClick={() => setRevoking(chosen)}>
                Take back {chosen.length}
              </Button>
            )}
            {mayLend && (
              <Button leftSection={<IconKey size={16} />} onClick={onLend}>
                Lend a permission
              </Button>
            )}
          </>
        }
      >
        Permissions lent for a while; they end by themselves.
      </PageHead>
      <Waiting found={found} />
      {found.isSuccess && grants.length === 0 && (
        <EmptyState
          icon={IconKey}
          title={state ? "There are none in this state." : "Nothing is lent to anybody."}
          action={mayLend ? <Button onClick={onLend}>Lend a permission</Button> : undefined}
        />
      )}
      {grants.length > 0 && (
        <DataTable
          label="Grants"
          rows={grants}
          columns={columns}
          keyOf={({ id }) => id}
          phoneLine={({ action }) => <UnderName>{meaningOf(action)}</UnderName>}
        />
      )}
      {found.hasNextPage && (
        <Group justify="center" p="md">
          <Button
            variant="default"
            loading={found.isFetchingNextPage}
            onClick={() => found.fetchNextPage()}
          >
            Show earlier
          </Button>
        </Group>
      )}
      {revoking.length > 0 && (
        <RevokeDialog
          grants={revoking}
          meaningOf={meaningOf}
          revoke={revoke}
          onDone={() => {
            setRevoking([]);
            setPicked(new Set());
          }}
          onClose={() => setRevoking([])}
        />
      )}
      {children}
    </>
  );
}

function Waiting({
  found,
}: {
  found: {
    isPending: boolean;
    isError: boolean;
    data?: object;
    error: unknown;
    refetch: () => void;
  };
}) {
  if (found.isPending) return <LoadingRows />;
  if (!found.isError || found.data) return null;
  return <ErrorState error={found.error} onRetry={found.refetch} />;
}

function toggled(old: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(old);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** What the permissions let one do, as the form names them. */
function useMeanings(isAsked: boolean): (action: string) => string {
  const lendable = useQuery({
    queryKey: keys.grants.lendable,
    queryFn: ({ signal }) => listLendable({ signal }),
    enabled: isAsked,
  });
  const found = new Map(lendable.data?.items.map(({ action, meaning }) => [action, meaning]));
  return (action) => found.get(action) ?? action.replaceAll("_", " ");
}

interface GrantColumns {
  meaningOf: (action: string) => string;
  picked: ReadonlySet<string>;
  onPick?: (id: string) => void;
  onRevoke?: (grant: GrantItem) => void;
}

function columnsOf({ meaningOf, picked, onPick, onRevoke }: GrantColumns): Column<GrantItem>[] {
  return [
    {
      label: "Who",
      sortBy: ({ grantee }) => grantee.email,
      cell: ({ id, grantee, action, state }) => (
        <Group gap="sm" wrap="nowrap">
          {onPick && state === "active" && (
            <Checkbox
              aria-label={`Choose ${grantee.email}: ${meaningOf(action)}`}
              checked={picked.has(id)}
              onChange={() => onPick(id)}
            />
          )}
          <Named name={grantee.email} />
        </Group>
      ),
    },
    { label: "What", isMinor: true, cell: ({ action }) => meaningOf(action) },
    {
      label: "Why",
      isMinor: true,
      cell: ({ reason, grantor }) => (
        <>
          {reason}
          <Text size="xs" c="dimmed">
            by {grantor.email}
          </Text>
        </>
      ),
    },
    {
      label: "State",
      sortBy: ({ expires_at }) => expires_at,
      cell: (grant) => <GrantState grant={grant} />,
    },
    ...(onRevoke ? [revokeColumn(onRevoke)] : []),
  ];
}

function revokeColumn(onRevoke: (grant: GrantItem) => void): Column<GrantItem> {
  return {
    label: "Action",
    isRight: true,
    cell: (grant) =>
      grant.state === "active" && (
        <Button
          size="xs"
          variant="light"
          color="red"
          aria-label={`Take back from ${grant.grantee.email}`}
          onClick={() => onRevoke(grant)}
        >
          Take back
        </Button>
      ),
  };
}
