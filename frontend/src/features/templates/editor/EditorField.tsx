import type { KeyboardEvent } from "react";
import type { ContractField } from "../../../api/generated/api.schemas";
import type { Place, Size } from "../../../ui/document/placing";
import { FieldFace } from "../../../ui/fields/FieldFace";
import { fieldName } from "../../../ui/fields/fieldTypes";
import { inRoleColor, roleColor } from "../../../ui/fields/roleColors";
import classes from "./Editor.module.css";
import type { Handle } from "./places";
import type { Editor } from "./useEditor";

const HANDLES: Handle[] = ["nw", "n", "ne", "e", "se", "s", "sw", "w"];

interface EditorFieldProps {
  editor: Editor;
  field: ContractField;
  place: Place;
  size: Size;
  scale: number;
}

/** A field that can be selected, moved and, alone, pulled at its corners and sides. */
export function EditorField({ editor, field, place, size, scale }: EditorFieldProps) {
  const isSelected = editor.selected.includes(place.key);
  const isAlone = isSelected && editor.selected.length === 1;
  const color = roleColor(editor.roles, field.role);
  const role = editor.roles.find(({ key }) => key === field.role)?.name ?? "nobody";
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    const others = editor.selected.filter((key) => key !== place.key);
    if (event.shiftKey) editor.select(isSelected ? others : [...others, place.key]);
    else editor.select([place.key]);
  };
  return (
    <button
      type="button"
      className={classes.field}
      data-place={place.key}
      style={inRoleColor(color)}
      aria-pressed={isSelected}
      aria-label={`${fieldName(field)}${place.option ? `, ${place.option}` : ""}, for ${role}, page ${place.page + 1}`}
      onKeyDown={onKeyDown}
    >
      <FieldFace field={field} place={place} size={size} scale={scale} color={color} />
      {isAlone &&
        HANDLES.map((handle) => (
          <span key={handle} className={classes.handle} data-handle={handle} aria-hidden="true" />
        ))}
    </button>
  );
}
