import { ActionIcon, Select, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { NodeViewContent, type NodeViewProps, NodeViewWrapper } from "@tiptap/react";
import { createContext, useContext } from "react";
import type { ContractField, ContractRole } from "../../../api/generated/api.schemas";
import { fieldLook, fieldName } from "../../../ui/fields/fieldTypes";
import { inRoleColor, roleColor } from "../../../ui/fields/roleColors";
import { VARIABLES, variableLabel } from "../variables";
import classes from "./Html.module.css";

interface Known {
  fields: readonly ContractField[];
  roles: readonly ContractRole[];
}

/** The fields of the text, for the chips that stand for them in it. */
export const KnownFields = createContext<Known>({ fields: [], roles: [] });

export function VariableChip({ node, selected }: NodeViewProps) {
  return (
    <NodeViewWrapper as="span" className={classes.variable} data-selected={selected || undefined}>
      {variableLabel(String(node.attrs.name))}
    </NodeViewWrapper>
  );
}

export function FieldChip({ node, selected }: NodeViewProps) {
  const { fields, roles } = useContext(KnownFields);
  const field = fields.find(({ id }) => id === node.attrs.id);
  if (!field) {
    return (
      <NodeViewWrapper as="span" className={classes.field}>
        A field that is gone
      </NodeViewWrapper>
    );
  }
  const { icon: Icon } = fieldLook(field.type);
  return (
    <NodeViewWrapper
      as="span"
      className={classes.field}
      data-selected={selected || undefined}
      style={inRoleColor(roleColor(roles, field.role))}
    >
      <Icon size={14} stroke={1.8} aria-hidden="true" />
      {fieldName(field)}
      {field.is_required && " *"}
    </NodeViewWrapper>
  );
}

const TESTS = [
  { value: "filled", label: "is known" },
  { value: "empty", label: "is not known" },
  { value: "equals", label: "is" },
];

export function ConditionalView({ node, updateAttributes, editor, getPos }: NodeViewProps) {
  const { variable, is, value } = node.attrs;
  const dissolve = () => {
    const at = getPos();
    if (at === undefined) return;
    const { tr } = editor.state;
    editor.view.dispatch(tr.replaceWith(at, at + node.nodeSize, node.content));
    editor.commands.focus();
  };
  return (
    <NodeViewWrapper className={classes.conditional}>
      <div className={classes.condition} contentEditable={false}>
        Only when
        <Select
          aria-label="What decides"
          size="xs"
          w={180}
          allowDeselect={false}
          data={VARIABLES.map(({ name, label }) => ({ value: name, label }))}
          value={variable}
          onChange={(next) => next && updateAttributes({ variable: next })}
        />
        <Select
          aria-label="How it must be"
          size="xs"
          w={130}
          allowDeselect={false}
          data={TESTS}
          value={is}
          onChange={(next) => next && updateAttributes({ is: next })}
        />
        {is === "equals" && (
          <TextInput
            aria-label="What it must be"
            size="xs"
            w={150}
            value={value ?? ""}
            onChange={({ currentTarget }) => updateAttributes({ value: currentTarget.value })}
          />
        )}
        <ActionIcon
          size="sm"
          className={classes.onPaper}
          aria-label="Always show this part"
          onClick={dissolve}
        >
          <IconX size={14} />
        </ActionIcon>
      </div>
      <NodeViewContent />
    </NodeViewWrapper>
  );
}
