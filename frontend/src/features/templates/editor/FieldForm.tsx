import { Select, Switch, TagsInput, Text, Textarea, TextInput } from "@mantine/core";
import type { ContractField, ContractRole } from "../../../api/generated/api.schemas";
import type { Size } from "../../../ui/document/placing";
import { fieldLook, fieldName } from "../../../ui/fields/fieldTypes";
import { ConditionFields } from "./ConditionFields";
import { PrefillField } from "./PrefillField";
import { TextLook } from "./TextLook";
import { actsOn } from "./useEditor";
import { ValidationFields } from "./ValidationFields";

const HAS_PLACEHOLDER = new Set(["text", "number", "date", "email", "name", "dropdown"]);
const HAS_TEXT = new Set([
  "text",
  "number",
  "date",
  "date_signed",
  "email",
  "name",
  "dropdown",
  "note",
]);

interface FieldFormProps {
  field: ContractField;
  fields: readonly ContractField[];
  roles: readonly ContractRole[];
  /** The field's box on paper, in points; null where the text makes room for it. */
  room: Size | null;
  /** `kind` joins what is typed in a row to one step. */
  onChange: (patch: Partial<ContractField>, kind?: string) => void;
  onOptions: (options: string[]) => void;
}

/** What a field asks for, of whom, and what may be answered. */
export function FieldForm({ field, fields, roles, room, onChange, onOptions }: FieldFormProps) {
  const { type } = field;
  const isNote = type === "note";
  const label = {
    maxLength: 120,
    value: field.label ?? "",
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      onChange({ label: currentTarget.value }, "label"),
  };
  return (
    <>
      <Text component="h2" size="sm" fw={600}>
        {fieldLook(type).label}
      </Text>
      {isNote ? (
        <Textarea label="Text" {...label} />
      ) : (
        <TextInput
          label="What it is called"
          placeholder={fieldName({ type, label: "" })}
          {...label}
        />
      )}
      {!isNote && (
        <>
          <Select
            label="Who fills it in"
            allowDeselect={false}
            data={roles.filter(actsOn).map(({ key, name }) => ({ value: key, label: name }))}
            value={field.role}
            onChange={(role) => role && onChange({ role })}
          />
          <Switch
            label="Must be filled in"
            checked={field.is_required ?? false}
            onChange={({ currentTarget }) => onChange({ is_required: currentTarget.checked })}
          />
        </>
      )}
      {(type === "radio" || type === "dropdown") && (
        <TagsInput
          label="What can be chosen"
          description="Enter after each."
          maxTags={20}
          maxLength={60}
          splitChars={[";"]}
          acceptValueOnBlur
          error={(field.options?.length ?? 0) < 2 ? "Give at least two." : undefined}
          value={field.options ?? []}
          onChange={onOptions}
        />
      )}
      {HAS_PLACEHOLDER.has(type) && (
        <TextInput
          label="Hint inside (optional)"
          maxLength={120}
          value={field.placeholder ?? ""}
          onChange={({ currentTarget }) =>
            onChange({ placeholder: currentTarget.value || null }, "placeholder")
          }
        />
      )}
      <PrefillField field={field} onChange={onChange} />
      <ValidationFields field={field} onChange={onChange} />
      {!isNote && <ConditionFields fields={fields} field={field} onChange={onChange} />}
      {HAS_TEXT.has(type) && <TextLook field={field} room={room} onChange={onChange} />}
    </>
  );
}
