import { Button, Group, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch, IconUserPlus, IconUsers } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { useSearchParams } from "react-router";
import { listCustomers } from "../../api/generated/api";
import type { Customer } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness, useMe } from "../../api/session";
import { dayText } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { dayOf } from "../../lib/zones";
import { type Column, DataTable } from "../../ui/DataTable";
import { Named, UnderName } from "../../ui/Face";
import { EmptyState, ErrorState, LoadingRows, PageHead } from "../../ui/States";
import { CustomerDrawer } from "./CustomerDrawer";
import { CustomerForm } from "./CustomerForm";

interface CustomersViewProps {
  onBook: (customerId: string) => void;
  onOpenAppointment: (id: string) => void;
  historyOf: (id: string) => ReactNode;
}

const NOBODY: Customer[] = [];

export function CustomersView(props: CustomersViewProps) {
  const { onBook, onOpenAppointment, historyOf } = props;
  const me = useMe();
  const [query, setQuery] = useSearchParams();
  const [text, setText] = useState(query.get("q") ?? "");
  const [search] = useDebouncedValue(text.trim(), 200);
  const [isAdding, setAdding] = useState(false);
  const columns = useColumns();
  const mayEdit = may(me, MAY.editCustomers);
  const openId = query.get("customer");

  const set = (name: string, value: string | null) =>
    setQuery((old) => {
      const next = new URLSearchParams(old);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address follows the search
  useEffect(() => set("q", search), [search]);

  const customers = useInfiniteQuery({
    queryKey: [...keys.customers.search(search), "pages"],
    queryFn: ({ pageParam, signal }) =>
      listCustomers({ q: search || undefined, after: pageParam, limit: 50 }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = customers.data?.pages.flatMap(({ items }) => items) ?? NOBODY;
  const add = (
    <Button leftSection={<IconUserPlus size={16} />} onClick={() => setAdding(true)}>
      New customer
    </Button>
  );
  return (
    <>
      <PageHead
        title="Customers"
        actions={
          <>
            <TextInput
              type="search"
              aria-label="Search customers"
              placeholder="Name, e-mail, phone"
              leftSection={<IconSearch size={16} />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            {mayEdit && add}
          </>
        }
      />
      {customers.isPending && <LoadingRows />}
      {customers.isError && rows.length === 0 && (
        <ErrorState error={customers.error} onRetry={customers.refetch} />
      )}
      {customers.isSuccess && rows.length === 0 && (
        <EmptyState
          icon={IconUsers}
          title={search ? `Nobody matches “${search}”.` : "Nobody has booked yet."}
          action={mayEdit ? add : undefined}
        />
      )}
      {rows.length > 0 && (
        <DataTable
          label="Customers"
          rows={rows}
          columns={columns}
          keyOf={({ id }) => id}
          phoneLine={({ email, phone }) => (
            <UnderName>{email ?? phone ?? "No contact details"}</UnderName>
          )}
          onOpen={({ id }) => set("customer", id)}
        />
      )}
      {customers.hasNextPage && (
        <Group justify="center" p="md">
          <Button
            variant="default"
            loading={customers.isFetchingNextPage}
            onClick={() => customers.fetchNextPage()}
          >
            Show more
          </Button>
        </Group>
      )}
      {isAdding && <CustomerForm onClose={() => setAdding(false)} />}
      <CustomerDrawer
        id={openId}
        mayEdit={mayEdit}
        onClose={() => set("customer", null)}
        onBook={onBook}
        onOpenAppointment={onOpenAppointment}
        historyOf={historyOf}
      />
    </>
  );
}

function useColumns(): Column<Customer>[] {
  const { zone, locale } = useBusiness();
  return [
    {
      label: "Name",
      sortBy: ({ name }) => name,
      cell: ({ name }) => <Named name={name} />,
    },
    { label: "E-mail", isMinor: true, cell: ({ email }) => email ?? "–" },
    { label: "Phone", isMinor: true, cell: ({ phone }) => phone ?? "–" },
    {
      label: "Since",
      isMinor: true,
      sortBy: ({ created_at }) => created_at,
      cell: ({ created_at }) => dayText(dayOf(created_at, zone), locale, "date"),
    },
  ];
}
