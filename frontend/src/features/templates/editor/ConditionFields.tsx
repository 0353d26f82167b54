import { Select, TextInput } from "@mantine/core";
import type { ContractField, FieldCondition } from "../../../api/generated/api.schemas";
import { fieldName } from "../../../ui/fields/fieldTypes";

const TESTS = [
  { value: "filled", label: "is filled in" },
  { value: "empty", label: "is empty" },
  { value: "equals", label: "is" },
  { value: "not_equals", label: "is not" },
];

interface ConditionFieldsProps {
  fields: readonly ContractField[];
  field: ContractField;
  onChange: (patch: Partial<ContractField>, kind?: string) => void;
}

/** Shown only when another field says so. */
export function ConditionFields({ fields, field, onChange }: ConditionFieldsProps) {
  const { condition } = field;
  const others = fields.filter((each) => mayDecide(each, field, fields));
  if (others.length === 0) return null;
  const set = (next: FieldCondition | null) => onChange({ condition: next }, "condition");
  const other = fields.find(({ id }) => id === condition?.field);
  const comparesValue = condition?.is === "equals" || condition?.is === "not_equals";
  return (
    <>
      <Select
        label="Only shown when"
        placeholder="Always shown"
        clearable
        searchable
        data={others.map((each) => ({ value: each.id, label: nameIn(each, fields) }))}
        value={condition?.field ?? null}
        onChange={(id) => set(id ? { field: id, is: "filled", value: null } : null)}
      />
      {condition && (
        <Select
          aria-label="How it must be"
          allowDeselect={false}
          data={TESTS}
          value={condition.is}
          onChange={(is) => is && set(asked(condition, is as FieldCondition["is"], other))}
        />
      )}
      {condition && comparesValue && (
        <ValueOf
          field={other}
          value={condition.value}
          onChange={(value) => set({ ...condition, value })}
        />
      )}
    </>
  );
}

/** Whoever compares has a value to compare with, from the start. */
function asked(
  before: FieldCondition,
  is: FieldCondition["is"],
  other: ContractField | undefined,
): FieldCondition {
  if (is === "filled" || is === "empty") return { ...before, is, value: null };
  const first = { checkbox: true, number: 0 }[other?.type as string] ?? other?.options?.[0] ?? "";
  return { ...before, is, value: before.value ?? first };
}

interface ValueOfProps {
  field: ContractField | undefined;
  value: unknown;
  onChange: (value: unknown) => void;
}

function ValueOf({ field, value, onChange }: ValueOfProps) {
  if (field?.options?.length) {
    return (
      <Select
        aria-label="What it must be"
        data={field.options}
        value={typeof value === "string" ? value : null}
        onChange={onChange}
      />
    );
  }
  if (field?.type === "checkbox") {
    return (
      <Select
        aria-label="What it must be"
        allowDeselect={false}
        data={[
          { value: "yes", label: "ticked" },
          { value: "no", label: "not ticked" },
        ]}
        value={value === true ? "yes" : value === false ? "no" : null}
        onChange={(next) => onChange(next === "yes")}
      />
    );
  }
  return (
    <TextInput
      aria-label="What it must be"
      value={value === null || value === undefined ? "" : String(value)}
      onChange={({ currentTarget }) =>
        onChange(field?.type === "number" ? Number(currentTarget.value) : currentTarget.value)
      }
    />
  );
}

/** Two fields of the same name are told apart by their place in the list. */
function nameIn(field: ContractField, fields: readonly ContractField[]): string {
  const name = fieldName(field);
  const same = fields.filter((each) => fieldName(each) === name);
  return same.length > 1 ? `${name} (${same.indexOf(field) + 1})` : name;
}

/** Nothing may hang on itself, not even by way of others. */
function mayDecide(other: ContractField, field: ContractField, fields: readonly ContractField[]) {
  if (other.type === "note") return false;
  const seen = new Set<string>();
  let at: ContractField | undefined = other;
  while (at && !seen.has(at.id)) {
    if (at.id === field.id) return false;
    seen.add(at.id);
    const next: string | undefined = at.condition?.field;
    at = fields.find(({ id }) => id === next);
  }
  return true;
}
