import { Button, Group, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { getCustomer, listCustomers } from "../../api/generated/api";
import type { Customer, Guest } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { nobodyText } from "../../lib/search";
import { useSearched } from "../../ui/useSearched";

export type ChosenCustomer = { customer_id: string } | Guest;

interface CustomerChoiceProps {
  value: ChosenCustomer | null;
  error?: string;
  onChange: (customer: ChosenCustomer | null) => void;
}

/** Finds a customer by name, e-mail or phone, or takes down a new one. */
export function CustomerChoice({ value, error, onChange }: CustomerChoiceProps) {
  if (value && "name" in value) {
    return <NewGuest guest={value} error={error} onChange={onChange} />;
  }
  return <KnownCustomer id={value?.customer_id ?? null} error={error} onChange={onChange} />;
}

interface KnownCustomerProps {
  id: string | null;
  error?: string;
  onChange: (customer: ChosenCustomer | null) => void;
}

function KnownCustomer({ id, error, onChange }: KnownCustomerProps) {
  const [text, setText] = useState("");
  const search = useSearched(text);
  const found = useQuery({
    queryKey: keys.customers.search(search),
    queryFn: ({ signal }) => listCustomers({ q: search || undefined, limit: 20 }, { signal }),
    placeholderData: keepPreviousData,
  });
  const chosen = useQuery({
    queryKey: keys.customers.one(id ?? ""),
    queryFn: ({ signal }) => getCustomer(id ?? "", { signal }),
    enabled: !!id,
  });
  return (
    <Group align="end" gap="xs" wrap="nowrap">
      <Select
        label="Customer"
        placeholder="Search by name, e-mail or phone"
        searchable
        clearable
        flex={1}
        value={id}
        error={error}
        data={optionsOf(found.data?.items ?? [], chosen.data)}
        filter={({ options }) => options}
        nothingFoundMessage={nobodyText(search, "Nobody has that name yet.")}
        onSearchChange={setText}
        onChange={(next) => onChange(next ? { customer_id: next } : null)}
      />
      <Button
        variant="default"
        leftSection={<IconUserPlus size={16} />}
        onClick={() => onChange({ name: id ? "" : text })}
      >
        New
      </Button>
    </Group>
  );
}

function optionsOf(found: Customer[], chosen: Customer | undefined) {
  const all = chosen ? [chosen, ...found.filter(({ id }) => id !== chosen.id)] : found;
  return all.map(({ id, name, email, phone }) => ({
    value: id,
    label: [name, email ?? phone].filter(Boolean).join(" · "),
  }));
}

interface NewGuestProps {
  guest: Guest;
  error?: string;
  onChange: (customer: ChosenCustomer | null) => void;
}

function NewGuest({ guest, error, onChange }: NewGuestProps) {
  const set = (name: keyof Guest) => (event: { currentTarget: { value: string } }) =>
    onChange({ ...guest, [name]: event.currentTarget.value || (name === "name" ? "" : null) });
  return (
    <Stack gap="xs">
      <Group align="end" gap="xs" wrap="nowrap">
        <TextInput
          label="New customer"
          placeholder="Name"
          flex={1}
          autoFocus
          value={guest.name}
          error={error}
          onChange={set("name")}
        />
        <Button variant="default" onClick={() => onChange(null)}>
          Search instead
        </Button>
      </Group>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
        <TextInput
          label="E-mail (optional)"
          type="email"
          value={guest.email ?? ""}
          onChange={set("email")}
        />
        <TextInput
          label="Phone (optional)"
          type="tel"
          value={guest.phone ?? ""}
          onChange={set("phone")}
        />
      </SimpleGrid>
    </Stack>
  );
}
