import { Select } from "@mantine/core";
import type { ContractField, ContractFieldType } from "../../../api/generated/api.schemas";
import { VARIABLES } from "../variables";

const TEXTS: ReadonlySet<ContractFieldType> = new Set(["text", "name", "email", "note", "date"]);

/** What a date can be filled in with. */
const DAYS = new Set(["today", "appointment.starts_at"]);

interface PrefillFieldProps {
  field: ContractField;
  onChange: (patch: Partial<ContractField>) => void;
}

/** What it holds when the contract is made: something known, or the sender's own signature. */
export function PrefillField({ field, onChange }: PrefillFieldProps) {
  const { type } = field;
  const isSignature = type === "signature" || type === "initials";
  if (!isSignature && !TEXTS.has(type)) return null;
  const data = isSignature
    ? [{ value: "sender.signature", label: "My saved signature, when I send" }]
    : VARIABLES.filter(({ name }) => type !== "date" || DAYS.has(name)).map(({ name, label }) => ({
        value: name,
        label,
      }));
  return (
    <Select
      label="Filled in already with"
      placeholder="Nothing"
      clearable
      searchable={!isSignature}
      data={data}
      value={field.prefill ?? null}
      onChange={(prefill) => onChange({ prefill: prefill as ContractField["prefill"] })}
    />
  );
}
