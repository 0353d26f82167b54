import { Button, Group, Select, SimpleGrid, TextInput } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { getCustomer, listCustomers } from "../../../api/generated/api";
import type { ContractRole, Customer, UserItem } from "../../../api/generated/api.schemas";
import { keys } from "../../../api/keys";
import { teamQuery } from "../../../api/lists";
import { folded, nobodyText } from "../../../lib/search";
import { useSearched } from "../../../ui/useSearched";
import type { Who } from "./rows";

interface WhoFieldProps {
  role: ContractRole;
  who: Who | null;
  customerId: string | null;
  error: string | null;
  onChange: (who: Who | null) => void;
}

/** Somebody of the team, a customer, or anybody with an e-mail address. */
export function WhoField(props: WhoFieldProps) {
  const { role, who, onChange } = props;
  if (who?.party === "external") return <Outsider {...props} who={who} />;
  return (
    <Group data-who="" align="start" gap="xs" wrap="nowrap">
      <KnownPerson {...props} who={who} />
      <Button
        variant="default"
        leftSection={<IconUserPlus size={16} />}
        aria-label={`Other person as the ${role.name}`}
        onClick={() => onChange({ party: "external", name: "", email: "" })}
      >
        Other
      </Button>
    </Group>
  );
}

type Known = Exclude<Who, { party: "external" }>;

function KnownPerson(props: Omit<WhoFieldProps, "who"> & { who: Known | null }) {
  const { role, who, error, onChange } = props;
  const [text, setText] = useState("");
  const search = useSearched(text);
  const people = usePeople(search);
  useGivenCustomer(props);
  const known = [...people.staff, ...people.customers];
  const options = groupsFor(role, people, who);
  return (
    <Select
      aria-label={`Who is the ${role.name}`}
      placeholder="Search by name, e-mail or phone"
      searchable
      clearable
      // The list would hide what is wrong from whom Continue sends back here.
      openOnFocus={false}
      flex={1}
      value={who ? keyOf(who) : null}
      error={error}
      data={options}
      filter={({ options: all }) => all}
      nothingFoundMessage={nobodyText(
        search,
        "Nobody has that name. Choose “Other” for somebody from outside.",
      )}
      onSearchChange={setText}
      onChange={(value) =>
        onChange(value ? (known.find((each) => keyOf(each) === value) ?? who) : null)
      }
    />
  );
}

function keyOf(who: Known): string {
  return who.party === "staff" ? `staff ${who.user_id}` : `customer ${who.customer_id}`;
}

interface People {
  staff: Known[];
  customers: Known[];
}

function usePeople(search: string): People {
  const team = useQuery(teamQuery);
  const customers = useQuery({
    queryKey: keys.customers.search(search),
    queryFn: ({ signal }) => listCustomers({ q: search || undefined, limit: 20 }, { signal }),
    placeholderData: keepPreviousData,
  });
  const words = folded(search);
  const matches = ({ name, email, is_active }: UserItem) =>
    is_active && folded(`${name} ${email}`).includes(words);
  return {
    staff: (team.data ?? [])
      .filter(matches)
      .map(({ id, name, email }) => ({ party: "staff", user_id: id, name, email })),
    customers: (customers.data?.items ?? []).map(asWho),
  };
}

function asWho({ id, name, email }: Customer): Known {
  return { party: "customer", customer_id: id, name, email };
}

/** The likelier group first; whoever was chosen is there whatever was searched for. */
function groupsFor(role: ContractRole, { staff, customers }: People, who: Known | null) {
  const option = (each: Known) => ({
    value: keyOf(each),
    label: [each.name, each.email].filter(Boolean).join(" · "),
  });
  const withChosen = (group: Known[], party: Known["party"]) =>
    who?.party === party && !group.some((each) => keyOf(each) === keyOf(who))
      ? [who, ...group]
      : group;
  const groups = [
    { group: "Customers", items: withChosen(customers, "customer").map(option) },
    { group: "Team", items: withChosen(staff, "staff").map(option) },
  ];
  return role.party === "staff" ? groups.reverse() : groups;
}

/** The customer that the contract is for takes the first customer's place, once. */
function useGivenCustomer({ role, who, customerId, onChange }: Omit<WhoFieldProps, "error">) {
  const isWanted = !!customerId && role.party === "customer" && !who;
  const given = useQuery({
    queryKey: keys.customers.one(customerId ?? ""),
    queryFn: ({ signal }) => getCustomer(customerId ?? "", { signal }),
    enabled: isWanted,
  });
  const wasGiven = useRef(false);
  useEffect(() => {
    if (!given.data || wasGiven.current || !isWanted) return;
    wasGiven.current = true;
    onChange(asWho(given.data));
  }, [given.data, isWanted, onChange]);
}

interface OutsiderProps extends WhoFieldProps {
  who: Extract<Who, { party: "external" }>;
}

function Outsider({ role, who, error, onChange }: OutsiderProps) {
  const isNameMissing = !!error && !who.name.trim();
  return (
    <Group data-who="" align="start" gap="xs" wrap="nowrap">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" flex={1}>
        <TextInput
          aria-label={`Name of the ${role.name}`}
          placeholder="Name"
          autoFocus={!who.name}
          maxLength={120}
          value={who.name}
          error={isNameMissing ? error : undefined}
          onChange={(event) => onChange({ ...who, name: event.currentTarget.value })}
        />
        <TextInput
          aria-label={`E-mail of the ${role.name}`}
          placeholder="E-mail"
          type="email"
          value={who.email}
          error={!isNameMissing && error ? error : undefined}
          onChange={(event) => onChange({ ...who, email: event.currentTarget.value })}
        />
      </SimpleGrid>
      <Button variant="default" onClick={() => onChange(null)}>
        Search
      </Button>
    </Group>
  );
}
