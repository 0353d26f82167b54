import { NumberInput, Select, TextInput } from "@mantine/core";
import type { ContractField, FieldValidation } from "../../../api/generated/api.schemas";
import classes from "./Editor.module.css";

const PATTERNS = [
  { value: "none", label: "Anything" },
  { value: "email", label: "An e-mail address" },
  { value: "phone", label: "A phone number" },
  { value: "postcode", label: "A postcode" },
  { value: "digits", label: "Digits only" },
  { value: "letters", label: "Letters only" },
];

interface ValidationFieldsProps {
  field: ContractField;
  onChange: (patch: Partial<ContractField>, kind?: string) => void;
}

/** What may be filled in, by the kind of field. */
export function ValidationFields({ field, onChange }: ValidationFieldsProps) {
  const rules = field.validation ?? {};
  const set = (change: FieldValidation) =>
    onChange({ validation: { ...rules, ...change } }, Object.keys(change).join());
  const number = (name: "min" | "max" | "min_length" | "max_length", label: string) => (
    <NumberInput
      label={label}
      placeholder="Any"
      min={name.endsWith("length") ? 0 : undefined}
      allowDecimal={!name.endsWith("length")}
      value={rules[name] ?? ""}
      onChange={(value) => set({ [name]: value === "" ? null : Number(value) })}
    />
  );
  if (field.type === "number") {
    return (
      <div className={classes.position}>
        {number("min", "At least")}
        {number("max", "At most")}
      </div>
    );
  }
  if (field.type === "date") {
    return (
      <div className={classes.position}>
        {(["earliest", "latest"] as const).map((name) => (
          <TextInput
            key={name}
            type="date"
            label={name === "earliest" ? "Not before" : "Not after"}
            value={rules[name] ?? ""}
            onChange={({ currentTarget }) => set({ [name]: currentTarget.value || null })}
          />
        ))}
      </div>
    );
  }
  if (field.type !== "text") return null;
  return (
    <>
      <Select
        label="What may stand there"
        allowDeselect={false}
        data={PATTERNS}
        value={rules.pattern ?? "none"}
        onChange={(pattern) => set({ pattern: pattern as FieldValidation["pattern"] })}
      />
      <div className={classes.position}>
        {number("min_length", "Letters, at least")}
        {number("max_length", "At most")}
      </div>
    </>
  );
}
