import { Button, Checkbox, Group, Select, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listCustomers, listCustomerTags } from "../../../api/generated/api";
import type { Customer } from "../../../api/generated/api.schemas";
import { keys } from "../../../api/keys";
import { messageOf, ProblemError } from "../../../api/problem";
import { nobodyText } from "../../../lib/search";
import { ErrorState, LoadingRows } from "../../../ui/States";
import { useSearched } from "../../../ui/useSearched";
import classes from "./Bulk.module.css";
import { MOST, type Recipients, withCustomers, withoutCustomer } from "./recipients";

interface ChooseCustomersProps {
  chosen: Recipients["customers"];
  onChange: (chosen: Recipients["customers"]) => void;
}

/** Customers by search and tag, one by one or all that match. */
export function ChooseCustomers({ chosen, onChange }: ChooseCustomersProps) {
  const [text, setText] = useState("");
  const [tag, setTag] = useState<string | null>(null);
  const q = useSearched(text);
  const filters = { q: q || undefined, tag: tag ?? undefined, status: "active" as const };
  const found = useInfiniteQuery({
    queryKey: [...keys.customers.search(q, tag ?? "", "active"), "to choose"],
    queryFn: ({ pageParam, signal }) =>
      listCustomers({ ...filters, after: pageParam, limit: 50 }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const all = useMutation({
    mutationFn: () => everybody(filters),
    onSuccess: (customers) => onChange(withCustomers(chosen, customers)),
  });
  const rows = found.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <Group gap="xs">
        <TextInput
          type="search"
          aria-label="Search customers"
          placeholder="Name, e-mail, phone"
          leftSection={<IconSearch size={16} />}
          flex="1 1 280px"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <TagSelect tag={tag} onChange={setTag} />
        <Button
          variant="default"
          loading={all.isPending}
          disabled={rows.length === 0}
          onClick={() => all.mutate()}
        >
          {q || tag ? "Choose all that match" : "Choose all"}
        </Button>
        <Button variant="subtle" disabled={chosen.size === 0} onClick={() => onChange(new Map())}>
          Choose nobody
        </Button>
      </Group>
      {all.isError && (
        <Text size="sm" className={classes.why} role="alert">
          {messageOf(all.error)}
        </Text>
      )}
      {found.isPending && <LoadingRows rows={4} />}
      {found.isError && rows.length === 0 && (
        <ErrorState error={found.error} onRetry={found.refetch} />
      )}
      {found.isSuccess && rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {q || tag ? nobodyText(q, "Nobody matches.") : "There are no customers yet."}
        </Text>
      )}
      {rows.length > 0 && (
        <ul className={classes.people} aria-label="Customers">
          {rows.map((customer) => (
            <li key={customer.id}>
              <Line
                customer={customer}
                isChosen={chosen.has(customer.id)}
                onChange={(isChosen) =>
                  onChange(
                    isChosen
                      ? withCustomers(chosen, [customer])
                      : withoutCustomer(chosen, customer.id),
                  )
                }
              />
            </li>
          ))}
          {found.hasNextPage && (
            <li>
              <Button
                variant="subtle"
                size="xs"
                loading={found.isFetchingNextPage}
                onClick={() => found.fetchNextPage()}
              >
                Show more
              </Button>
            </li>
          )}
        </ul>
      )}
    </>
  );
}

interface LineProps {
  customer: Customer;
  isChosen: boolean;
  onChange: (isChosen: boolean) => void;
}

function Line({ customer: { name, email }, isChosen, onChange }: LineProps) {
  return (
    <Checkbox
      label={name}
      description={email ?? "No e-mail address, so nothing can be sent"}
      disabled={!email}
      checked={isChosen}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

function TagSelect({
  tag,
  onChange,
}: {
  tag: string | null;
  onChange: (tag: string | null) => void;
}) {
  const tags = useQuery({
    queryKey: keys.customers.tags,
    queryFn: ({ signal }) => listCustomerTags({ signal }),
  });
  const data = tags.data?.items.map((each) => ({
    value: each.tag,
    label: `${each.tag} (${each.customers})`,
  }));
  if (!data?.length) return null;
  return (
    <Select
      aria-label="Tag"
      placeholder="Any tag"
      clearable
      searchable
      w={170}
      data={data}
      value={tag}
      onChange={onChange}
    />
  );
}

/** Every customer of a filter, and no more than can be written to at once. */
async function everybody(filters: Parameters<typeof listCustomers>[0]): Promise<Customer[]> {
  const found: Customer[] = [];
  let after: string | undefined;
  do {
    const page = await listCustomers({ ...filters, after, limit: 100 });
    found.push(...page.items);
    after = page.next ?? undefined;
  } while (after && found.length <= MOST);
  if (found.length > MOST) {
    throw new ProblemError({
      title: `More than ${MOST} customers match. Narrow them down by a name or a tag.`,
    });
  }
  return found;
}
