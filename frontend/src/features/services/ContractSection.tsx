import { NumberInput, Select, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { listContractTemplates } from "../../api/generated/api";
import { keys } from "../../api/keys";
import { everyPage } from "../../api/lists";
import { sayTheirs } from "../../ui/useChangeOf";
import type { ContractChoice, ContractPolicy } from "./contractChoice";

const POLICIES = [
  { value: "block", label: "It waits until it is signed" },
  { value: "warn", label: "It is confirmed all the same" },
  { value: "cancel", label: "It is cancelled when not signed in time" },
];

interface ContractSectionProps {
  value: ContractChoice;
  /** What somebody else chose meanwhile. */
  theirs: ContractChoice | null;
  onChange: (value: ContractChoice) => void;
}

/** Whether whoever books the service has to sign something, and what hangs on it. */
export function ContractSection({ value, theirs, onChange }: ContractSectionProps) {
  const templates = useQuery({
    queryKey: keys.templates.usable,
    queryFn: ({ signal }) =>
      everyPage((after) =>
        listContractTemplates({ archived: false, after, limit: 100 }, { signal }),
      ),
  });
  const usable = (templates.data ?? []).filter(
    ({ is_ready, id }) => is_ready || id === value.template_id,
  );
  const chosen = usable.find(({ id }) => id === value.template_id);
  const roles = (chosen?.roles ?? []).filter(({ kind }) => kind === "signer");
  const choose = (template_id: string | null) => {
    const template = usable.find(({ id }) => id === template_id);
    const signing = (template?.roles ?? []).filter(({ kind }) => kind === "signer");
    const role = signing.find(({ party }) => party === "customer") ?? signing[0];
    onChange({ ...value, template_id, customer_role_key: role?.key ?? null });
  };
  const textOf = ({ template_id, policy }: ContractChoice) => {
    const name = usable.find(({ id }) => id === template_id)?.name;
    const how = POLICIES.find((each) => each.value === policy)?.label;
    return template_id ? [name, how].filter(Boolean).join(". ") : "";
  };
  return (
    <>
      <Select
        label="Contract to sign"
        description="Each booking makes one for its customer."
        placeholder="None"
        clearable
        searchable
        nothingFoundMessage="No template has that name."
        data={usable.map(({ id, name }) => ({ value: id, label: name }))}
        value={value.template_id}
        onChange={choose}
        error={theirs && sayTheirs(theirs.template_id, textOf(theirs))}
      />
      {value.template_id && (
        <>
          {roles.length > 1 && (
            <Select
              label="The customer signs as"
              allowDeselect={false}
              data={roles.map(({ key, name }) => ({ value: key, label: name }))}
              value={value.customer_role_key}
              onChange={(customer_role_key) => onChange({ ...value, customer_role_key })}
            />
          )}
          <Select
            label="Until then the booking"
            allowDeselect={false}
            data={POLICIES}
            value={value.policy}
            onChange={(policy) => onChange({ ...value, policy: policy as ContractPolicy })}
          />
          {value.policy === "cancel" && (
            <NumberInput
              label="Signed at the latest"
              description="Counted back from the start of the appointment."
              suffix=" h before"
              min={0}
              max={720}
              allowDecimal={false}
              value={value.deadline_hours ?? ""}
              onChange={(hours) => onChange({ ...value, deadline_hours: Number(hours) || 0 })}
            />
          )}
          <Text size="xs" c="dimmed">
            The customer finds it on the page of their booking, in their mail and in their account.
          </Text>
        </>
      )}
    </>
  );
}
