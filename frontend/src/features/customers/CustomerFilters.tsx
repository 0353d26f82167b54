import { Group, Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { listCustomers, listCustomerTags } from "../../api/generated/api";
import type { CustomerStatus, ExportCustomersParams } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";

/** What the list and its export are asked for. */
export function filtersOf(
  search: string,
  tag: string | null,
  status: string | null,
): ExportCustomersParams {
  return {
    q: search || undefined,
    tag: tag ?? undefined,
    status: (status as CustomerStatus) ?? undefined,
  };
}

/** The customers that the filters let through, page by page. */
export function useCustomers(filters: ExportCustomersParams) {
  const { q = "", tag, status } = filters;
  return useInfiniteQuery({
    queryKey: [...keys.customers.search(q, tag ?? "", status ?? ""), "pages"],
    queryFn: ({ pageParam, signal }) =>
      listCustomers({ ...filters, after: pageParam, limit: 50 }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

interface FiltersProps {
  text: string;
  setText: (text: string) => void;
  tag: string | null;
  status: string | null;
  set: (name: string, value: string | null) => void;
}

export function CustomerFilters({ text, setText, tag, status, set }: FiltersProps) {
  const tags = useQuery({
    queryKey: keys.customers.tags,
    queryFn: ({ signal }) => listCustomerTags({ signal }),
  });
  const known = tags.data?.items.map((each) => each.tag) ?? [];
  return (
    <Group gap="xs" px="md" py="sm">
      <TextInput
        type="search"
        aria-label="Search customers"
        placeholder="Name, e-mail, phone"
        leftSection={<IconSearch size={16} />}
        flex="1 1 220px"
        maw={360}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Select
        aria-label="Status"
        placeholder="Any status"
        clearable
        w={150}
        data={[
          { value: "active", label: "Active" },
          { value: "blocked", label: "Blocked" },
        ]}
        value={status}
        onChange={(value) => set("status", value)}
      />
      <Select
        aria-label="Tag"
        placeholder="Any tag"
        nothingFoundMessage="No tags yet."
        clearable
        searchable
        w={170}
        data={tag && !known.includes(tag) ? [tag, ...known] : known}
        value={tag}
        onChange={(value) => set("tag", value)}
      />
    </Group>
  );
}
