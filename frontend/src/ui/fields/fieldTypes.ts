import {
  IconAbc,
  IconAt,
  IconCalendar,
  IconCalendarCheck,
  IconCheckbox,
  IconCircleDot,
  IconHash,
  IconList,
  IconNote,
  IconPaperclip,
  IconSignature,
  IconTextSize,
  IconUser,
  type TablerIcon,
} from "@tabler/icons-react";
import type { ContractFieldType } from "../../api/generated/api.schemas";

interface FieldTypeLook {
  type: ContractFieldType;
  label: string;
  icon: TablerIcon;
}

/** Every kind of field, the commonest first. */
export const FIELD_TYPES: readonly FieldTypeLook[] = [
  { type: "signature", label: "Signature", icon: IconSignature },
  { type: "initials", label: "Initials", icon: IconAbc },
  { type: "date_signed", label: "Date signed", icon: IconCalendarCheck },
  { type: "name", label: "Name", icon: IconUser },
  { type: "email", label: "E-mail", icon: IconAt },
  { type: "text", label: "Text", icon: IconTextSize },
  { type: "number", label: "Number", icon: IconHash },
  { type: "date", label: "Date", icon: IconCalendar },
  { type: "checkbox", label: "Checkbox", icon: IconCheckbox },
  { type: "radio", label: "One of several", icon: IconCircleDot },
  { type: "dropdown", label: "List", icon: IconList },
  { type: "attachment", label: "Attachment", icon: IconPaperclip },
  { type: "note", label: "Our own text", icon: IconNote },
];

export function fieldLook(type: ContractFieldType): FieldTypeLook {
  return (
    FIELD_TYPES.find((look) => look.type === type) ?? { type, label: type, icon: IconTextSize }
  );
}

/** What the field is called: its own words, or else its kind. */
export function fieldName(field: { type: ContractFieldType; label?: string }): string {
  return field.label?.trim() || fieldLook(field.type).label;
}
