import { UnstyledButton } from "@mantine/core";
import { type PointerEvent, useRef, useState } from "react";
import { createPortal } from "react-dom";
import type { ContractFieldType } from "../../../api/generated/api.schemas";
import { FIELD_TYPES, fieldLook } from "../../../ui/fields/fieldTypes";
import { inRoleColor, roleColor } from "../../../ui/fields/roleColors";
import classes from "./Editor.module.css";
import { pagePoint } from "./useDragging";
import type { Editor } from "./useEditor";

const DRAG_PX = 6;

interface PaletteProps {
  editor: Editor;
  /** Places one in the middle of what is on screen, for whoever uses no pointer. */
  onPlaceInView: (type: ContractFieldType) => void;
}

/** Every kind of field: dragged onto the page, or chosen here and then put by a click there. */
export function Palette({ editor, onPlaceInView }: PaletteProps) {
  const [ghost, setGhost] = useState<Ghost | null>(null);
  const press = useRef<{ x: number; y: number; type: ContractFieldType } | null>(null);

  const onMove = (event: PointerEvent) => {
    const from = press.current;
    if (!from) return;
    const way = Math.hypot(event.clientX - from.x, event.clientY - from.y);
    if (way > DRAG_PX || ghost) setGhost({ type: from.type, x: event.clientX, y: event.clientY });
  };
  const onUp = (event: PointerEvent) => {
    const from = press.current;
    press.current = null;
    if (!from || !ghost) return;
    setGhost(null);
    const at = pagePoint(event);
    if (at) editor.place(from.type, at);
  };
  const onClick = (type: ContractFieldType, byKey: boolean) => {
    if (byKey) return onPlaceInView(type);
    editor.setTool(editor.tool === type ? null : type);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons is no form
    <div className={classes.palette} role="group" aria-label="Fields to place">
      {FIELD_TYPES.map(({ type, label, icon: Icon }) => (
        <UnstyledButton
          key={type}
          className={classes.kind}
          aria-pressed={editor.tool === type}
          title={`Drag onto the page, or click and then click on the page`}
          onPointerDown={(event) => {
            press.current = { x: event.clientX, y: event.clientY, type };
            event.currentTarget.setPointerCapture(event.pointerId);
          }}
          onPointerMove={onMove}
          onPointerUp={onUp}
          onPointerCancel={() => {
            press.current = null;
            setGhost(null);
          }}
          onClick={(event) => !ghost && onClick(type, event.detail === 0)}
        >
          <Icon size={17} stroke={1.7} aria-hidden="true" />
          {label}
        </UnstyledButton>
      ))}
      {ghost && <Dragged {...ghost} color={roleColor(editor.roles, editor.role)} />}
    </div>
  );
}

interface Ghost {
  type: ContractFieldType;
  x: number;
  y: number;
}

function Dragged({ type, x, y, color }: Ghost & { color: string }) {
  const { label, icon: Icon } = fieldLook(type);
  return createPortal(
    <span
      className={classes.ghost}
      aria-hidden="true"
      style={{ ...inRoleColor(color), left: x, top: y }}
    >
      <Icon size={16} stroke={1.7} />
      {label}
    </span>,
    document.body,
  );
}
