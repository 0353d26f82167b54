import { Button, Group } from "@mantine/core";
import { IconCopy, IconTrash } from "@tabler/icons-react";
import type { ContractField } from "../../../api/generated/api.schemas";
import { paperSizeOf } from "../../../ui/document/placing";
import classes from "./Editor.module.css";
import { FieldForm } from "./FieldForm";
import { boxesFor } from "./newFields";
import { PositionFields } from "./PositionFields";
import type { Editor } from "./useEditor";

/** Everything about the one field that is selected, its place included. */
export function Properties({ editor, field }: { editor: Editor; field: ContractField }) {
  const set = (patch: Partial<ContractField>, kind?: string) =>
    editor.change(patch, kind && `${kind} ${field.id}`);
  const [first] = field.boxes ?? [];
  const frame = first && editor.frames[first.page];
  const setOptions = (options: string[]) =>
    set({
      options,
      ...(first && frame ? { boxes: boxesFor(options, field.boxes ?? [], first, frame) } : {}),
    });
  return (
    <div className={classes.properties}>
      <FieldForm
        field={field}
        fields={editor.fields}
        roles={editor.roles}
        room={paperSizeOf(field, editor.frames)}
        onChange={set}
        onOptions={setOptions}
      />
      <PositionFields editor={editor} />
      <FieldActs editor={editor} />
    </div>
  );
}

/** What can be done with whatever is selected. */
export function FieldActs({ editor }: { editor: Editor }) {
  return (
    <Group gap="xs">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconCopy size={15} />}
        onClick={editor.duplicate}
      >
        Duplicate
      </Button>
      <Button
        size="xs"
        variant="light"
        color="red"
        leftSection={<IconTrash size={15} />}
        onClick={editor.remove}
      >
        Remove
      </Button>
    </Group>
  );
}
