import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconTable } from "@tabler/icons-react";
import type { Command } from "@tiptap/pm/state";
import {
  addColumnAfter,
  addRowAfter,
  deleteColumn,
  deleteRow,
  deleteTable,
} from "@tiptap/pm/tables";
import type { Editor } from "@tiptap/react";
import { NEW_TABLE } from "./tableNodes";

const INSIDE: { label: string; isLoss?: boolean; act: Command }[] = [
  { label: "Row below", act: addRowAfter },
  { label: "Column to the right", act: addColumnAfter },
  { label: "Remove this row", isLoss: true, act: deleteRow },
  { label: "Remove this column", isLoss: true, act: deleteColumn },
  { label: "Remove the table", isLoss: true, act: deleteTable },
];

/** A table, and its rows and columns once the cursor is in one. */
export function TableTool({ editor }: { editor: Editor }) {
  const isInside = editor.isActive("table");
  const icon = <IconTable size={18} stroke={1.7} />;
  if (!isInside) {
    return (
      <Tooltip label="Table">
        <ActionIcon
          aria-label="Table"
          onClick={() => editor.chain().focus().insertContent(NEW_TABLE).run()}
        >
          {icon}
        </ActionIcon>
      </Tooltip>
    );
  }
  const act = (command: Command) => {
    command(editor.state, editor.view.dispatch);
    editor.commands.focus();
  };
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label="Table: rows and columns" variant="light">
          {icon}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {INSIDE.map(({ label, isLoss, act: command }) => (
          <Menu.Item key={label} color={isLoss ? "red" : undefined} onClick={() => act(command)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
