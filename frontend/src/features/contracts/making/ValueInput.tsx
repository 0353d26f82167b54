import { Checkbox, NumberInput, Select, Textarea, TextInput } from "@mantine/core";
import type { ContractField } from "../../../api/generated/api.schemas";
import { fieldName } from "../../../ui/fields/fieldTypes";

interface ValueInputProps {
  field: ContractField;
  /** Whose field it is. */
  role: string | null;
  value: unknown;
  onChange: (value: unknown) => void;
}

const TALL = 0.05;

/** One field of the paper as an input of a form. */
export function ValueInput({ field, role, value, onChange }: ValueInputProps) {
  const label = fieldName(field);
  const common = { label, description: role ? `For the ${role}` : undefined };
  const text = typeof value === "string" ? value : "";
  const onText = (event: { currentTarget: { value: string } }) =>
    onChange(event.currentTarget.value || null);
  switch (field.type) {
    case "checkbox":
      return (
        <Checkbox
          {...common}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case "number":
      return (
        <NumberInput
          {...common}
          min={field.validation?.min ?? undefined}
          max={field.validation?.max ?? undefined}
          value={typeof value === "number" ? value : ""}
          onChange={(next) => onChange(next === "" ? null : Number(next))}
        />
      );
    case "radio":
    case "dropdown":
      return (
        <Select
          {...common}
          clearable
          data={field.options ?? []}
          value={text || null}
          onChange={onChange}
        />
      );
    case "date":
      return <TextInput {...common} type="date" value={text} onChange={onText} />;
    default: {
      const Input = (field.h ?? 0) > TALL ? Textarea : TextInput;
      return (
        <Input
          {...common}
          maxLength={field.validation?.max_length ?? 2000}
          value={text}
          onChange={onText}
        />
      );
    }
  }
}
