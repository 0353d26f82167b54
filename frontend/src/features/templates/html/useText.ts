import { type Editor, useEditor } from "@tiptap/react";
import { useRef, useState } from "react";
import type {
  ContractField,
  ContractRole,
  ContractTemplate,
  TemplateChanges,
} from "../../../api/generated/api.schemas";
import type { Autosave } from "../../../api/useAutosave";
import { newId } from "../editor/newFields";
import { EXTENSIONS, fieldIdsIn } from "./textEditor";

/** The text, and beside it what its fields are; both are saved together. */
export function useText(
  template: ContractTemplate,
  save: Autosave<TemplateChanges>,
  isLocked: boolean,
) {
  // Also of fields that are not in the text now: an undo may bring them back.
  const known = useRef(new Map(template.fields.map((field) => [field.id, field])));
  const [fields, setFields] = useState<ContractField[]>(template.fields);
  const [roles, setRoles] = useState<ContractRole[]>(template.roles);
  const [selectedId, setSelectedId] = useState<string | null>(null);

  const keep = (editor: Editor) => {
    const body = editor.getJSON();
    const inText = [...new Set(fieldIdsIn(body))].flatMap((id) => known.current.get(id) ?? []);
    const there = new Set(inText.map(({ id }) => id));
    const next = inText.map((field) =>
      field.condition && !there.has(field.condition.field) ? { ...field, condition: null } : field,
    );
    setFields(next);
    save.push({ body: body as TemplateChanges["body"], fields: next });
  };
  const editor = useEditor({
    editable: !isLocked,
    extensions: EXTENSIONS,
    content: template.body ?? "",
    // Its rules are in our own style sheet, which the page's policy allows.
    injectCSS: false,
    shouldRerenderOnTransaction: true,
    editorProps: { attributes: { "aria-label": "Text of the contract", role: "textbox" } },
    onUpdate: ({ editor: changed }) => {
      if (!giveCopiesIds(changed, known.current)) keep(changed);
    },
    onSelectionUpdate: ({ editor: changed }) => {
      const { selection } = changed.state;
      const node =
        "node" in selection
          ? (selection.node as { type: { name: string }; attrs: { id?: string } })
          : null;
      setSelectedId(node?.type.name === "field" ? (node.attrs.id ?? null) : null);
    },
  });
  return {
    editor,
    fields,
    roles,
    selected: fields.find(({ id }) => id === selectedId) ?? null,
    insertField: (field: ContractField) => {
      known.current.set(field.id, field);
      editor
        .chain()
        .focus()
        .insertContent({ type: "field", attrs: { id: field.id } })
        .run();
    },
    changeField: (id: string, patch: Partial<ContractField>) => {
      const before = known.current.get(id);
      if (!before) return;
      known.current.set(id, { ...before, ...patch });
      keep(editor);
    },
    changeRoles: (next: ContractRole[], moved: ReadonlyMap<string, string>) => {
      for (const [id, field] of known.current) {
        const to = field.role ? moved.get(field.role) : undefined;
        if (to) known.current.set(id, { ...field, role: to });
      }
      setRoles(next);
      save.push({ roles: next });
      keep(editor);
    },
  };
}

/** A field that was pasted once more is a field of its own. True when there was one. */
function giveCopiesIds(editor: Editor, known: Map<string, ContractField>): boolean {
  const seen = new Set<string>();
  const { tr } = editor.state;
  editor.state.doc.descendants((node, at) => {
    if (node.type.name !== "field") return;
    const id = String(node.attrs.id);
    const original = known.get(id);
    if (seen.has(id) && original) {
      const copy = { ...original, id: newId(), condition: null };
      known.set(copy.id, copy);
      tr.setNodeMarkup(at, undefined, { id: copy.id });
    }
    seen.add(id);
  });
  if (!tr.docChanged) return false;
  editor.view.dispatch(tr);
  return true;
}

export type TextWork = ReturnType<typeof useText>;
