import { Button, Group, Text } from "@mantine/core";
import { IconFileImport, IconUserPlus, IconUsers } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { getExportCustomersUrl } from "../../api/generated/api";
import type { Customer } from "../../api/generated/api.schemas";
import { useBusiness, useMe } from "../../api/session";
import { dayText } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { nobodyText } from "../../lib/search";
import { dayOf } from "../../lib/zones";
import { type Column, DataTable } from "../../ui/DataTable";
import { ExportButton } from "../../ui/ExportButton";
import { Named, UnderName } from "../../ui/Face";
import { EmptyState, ErrorState, LoadingRows, PageHead } from "../../ui/States";
import { useSearched } from "../../ui/useSearched";
import { CustomerDrawer } from "./CustomerDrawer";
import { CustomerFilters, filtersOf, useCustomers } from "./CustomerFilters";
import { CustomerForm } from "./CustomerForm";
import { ErasureRequests } from "./ErasureRequests";
import { Tags } from "./Tags";

interface CustomersViewProps {
  onBook: (customerId: string) => void;
  onOpenAppointment: (id: string) => void;
  historyOf: (id: string) => ReactNode;
  /** What they have signed or are to sign. */
  contractsOf: (id: string) => ReactNode;
}

const NOBODY: Customer[] = [];

export function CustomersView(props: CustomersViewProps) {
  const { onBook, onOpenAppointment, historyOf, contractsOf } = props;
  const me = useMe();
  const [query, setQuery] = useSearchParams();
  const [text, setText] = useState(query.get("q") ?? "");
  const search = useSearched(text);
  const [isAdding, setAdding] = useState(false);
  const columns = useColumns();
  const { zone } = useBusiness();
  const mayEdit = may(me, MAY.editCustomers);
  const openId = query.get("customer");
  const tag = query.get("tag");
  const status = query.get("status");

  const set = (name: string, value: string | null) =>
    setQuery((old) => {
      const next = new URLSearchParams(old);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address follows the search
  useEffect(() => set("q", search), [search]);

  const filters = filtersOf(search, tag, status);
  const customers = useCustomers(filters);
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
            {may(me, MAY.exportCustomers) && (
              <ExportButton
                url={getExportCustomersUrl(filters)}
                fileName={`customers-${dayOf(new Date().toISOString(), zone)}.csv`}
              />
            )}
            {may(me, MAY.importCustomers) && (
              <Button
                component={Link}
                to="/app/customers/import"
                variant="default"
                leftSection={<IconFileImport size={16} />}
              >
                Import
              </Button>
            )}
            {mayEdit && add}
          </>
        }
      />
      <ErasureRequests onOpen={(id) => set("customer", id)} />
      <CustomerFilters text={text} setText={setText} tag={tag} status={status} set={set} />
      {customers.isPending && <LoadingRows />}
      {customers.isError && rows.length === 0 && (
        <ErrorState error={customers.error} onRetry={customers.refetch} />
      )}
      {customers.isSuccess && rows.length === 0 && (
        <EmptyState
          icon={IconUsers}
          title={emptyText(search, Boolean(tag || status))}
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
        contractsOf={contractsOf}
      />
    </>
  );
}

function emptyText(search: string, isFiltered: boolean): string {
  if (search) return nobodyText(search, `Nobody matches “${search}”.`);
  return isFiltered ? "Nobody matches these filters." : "Nobody has booked yet.";
}

/** An address without a place to break in. */
const LONG = { span: true, inherit: true, style: { overflowWrap: "anywhere" } } as const;

function useColumns(): Column<Customer>[] {
  const { zone, locale } = useBusiness();
  return [
    {
      label: "Name",
      sortBy: ({ name }) => name,
      cell: ({ name }) => <Named name={name} />,
    },
    { label: "Tags", isMinor: true, cell: (customer) => <Tags customer={customer} /> },
    { label: "E-mail", isMinor: true, cell: ({ email }) => <Text {...LONG}>{email ?? "–"}</Text> },
    { label: "Phone", isMinor: true, cell: ({ phone }) => phone ?? "–" },
    {
      label: "Since",
      isMinor: true,
      isLine: true,
      sortBy: ({ created_at }) => created_at,
      cell: ({ created_at }) => dayText(dayOf(created_at, zone), locale, "date"),
    },
  ];
}
