import { Badge, Button, TextInput } from "@mantine/core";
import { IconSearch, IconUsers } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listUsers } from "../../api/generated/api";
import type { UserItem } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness, useMe } from "../../api/session";
import { agoText } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { type Column, DataTable } from "../../ui/DataTable";
import { Named, UnderName } from "../../ui/Face";
import { EmptyState, ErrorState, LoadingRows } from "../../ui/States";
import { useSearched } from "../../ui/useSearched";
import { PersonMenu } from "./PersonMenu";
import classes from "./Team.module.css";

/** Customers who can sign in and see their bookings. */
export function CustomersPanel({ onInvite }: { onInvite: () => void }) {
  const me = useMe();
  const { locale } = useBusiness();
  const [text, setText] = useState("");
  const search = useSearched(text);
  const found = useInfiniteQuery({
    queryKey: keys.users.customers(search),
    queryFn: ({ signal, pageParam }) =>
      listUsers({ kind: "customers", q: search || undefined, after: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = found.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <div className={classes.filter}>
        <TextInput
          type="search"
          aria-label="Search customers with an account"
          placeholder="Name or e-mail"
          leftSection={<IconSearch size={16} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </div>
      {found.isPending && <LoadingRows />}
      {found.isError && !found.data && <ErrorState error={found.error} onRetry={found.refetch} />}
      {found.data && rows.length === 0 && (
        <EmptyState
          icon={IconUsers}
          title={search ? `No account matches “${search}”.` : "No customer has an account yet."}
          action={
            search ? (
              <Button variant="default" onClick={() => setText("")}>
                Show all
              </Button>
            ) : (
              may(me, MAY.invitePeople) && <Button onClick={onInvite}>Invite a customer</Button>
            )
          }
        />
      )}
      {rows.length > 0 && (
        <DataTable
          label="Customers with an account"
          rows={rows}
          columns={columnsOf(locale)}
          keyOf={({ id }) => id}
          phoneLine={({ email }) => <UnderName>{email}</UnderName>}
        />
      )}
      {found.hasNextPage && (
        <div className={classes.filter}>
          <Button
            variant="default"
            loading={found.isFetchingNextPage}
            onClick={() => found.fetchNextPage()}
          >
            Show more
          </Button>
        </div>
      )}
    </>
  );
}

function columnsOf(locale: string): Column<UserItem>[] {
  return [
    { label: "Name", sortBy: ({ name }) => name, cell: ({ name }) => <Named name={name} /> },
    { label: "E-mail", isMinor: true, sortBy: ({ email }) => email, cell: ({ email }) => email },
    {
      label: "State",
      cell: ({ is_active }) =>
        is_active ? <Badge color="green">Active</Badge> : <Badge color="red">Deactivated</Badge>,
    },
    {
      label: "Last sign-in",
      isMinor: true,
      sortBy: ({ last_sign_in_at }) => last_sign_in_at ?? "",
      cell: ({ last_sign_in_at }) =>
        last_sign_in_at ? agoText(last_sign_in_at, Date.now(), locale) : "Never",
    },
    { label: "Actions", isRight: true, cell: (person) => <PersonMenu person={person} /> },
  ];
}
