import { ActionIcon, Button, Group, Select, Switch, Text, TextInput, Tooltip } from "@mantine/core";
import {
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  type TablerIcon,
} from "@tabler/icons-react";
import { useState } from "react";
import { countText } from "../../../lib/format";
import classes from "./Editor.module.css";
import { FieldActs } from "./Properties";
import { pagesFrom } from "./pages";
import { aligned, type Edge, sameSize } from "./places";
import { actsOn, type Editor } from "./useEditor";

const EDGES: [Edge, string, TablerIcon][] = [
  ["left", "Left edges in line", IconLayoutAlignLeft],
  ["center", "Middles in line", IconLayoutAlignCenter],
  ["right", "Right edges in line", IconLayoutAlignRight],
  ["top", "Top edges in line", IconLayoutAlignTop],
  ["middle", "At one height", IconLayoutAlignMiddle],
  ["bottom", "Bottom edges in line", IconLayoutAlignBottom],
];

/** What several selected fields have in common, and how they stand to each other. */
export function ManySelected({ editor }: { editor: Editor }) {
  const { chosen, chosenPlaces } = editor;
  const roles = new Set(chosen.map(({ role }) => role));
  const isOnePage = new Set(chosenPlaces.map(({ page }) => page)).size === 1;
  const fillable = chosen.filter(({ type }) => type !== "note");
  return (
    <div className={classes.properties}>
      <Text component="h2" size="sm" fw={600}>
        {countText(chosenPlaces.length, "box").replace("boxs", "boxes")} selected
      </Text>
      {fillable.length === chosen.length && (
        <>
          <Select
            label="Who fills them in"
            placeholder="Different ones"
            allowDeselect={false}
            data={editor.roles.filter(actsOn).map(({ key, name }) => ({ value: key, label: name }))}
            value={roles.size === 1 ? ([...roles][0] ?? null) : null}
            onChange={(role) => role && editor.change({ role })}
          />
          <Switch
            label="All must be filled in"
            checked={chosen.every(({ is_required }) => is_required)}
            onChange={({ currentTarget }) => editor.change({ is_required: currentTarget.checked })}
          />
        </>
      )}
      {isOnePage && (
        <div>
          <h3 className={classes.heading}>In line with the first</h3>
          <Group gap={2}>
            {EDGES.map(([edge, label, Icon]) => (
              <Tooltip key={edge} label={label}>
                <ActionIcon
                  aria-label={label}
                  onClick={() => editor.moveTo(aligned(editor.boxes(), edge))}
                >
                  <Icon size={18} stroke={1.7} />
                </ActionIcon>
              </Tooltip>
            ))}
          </Group>
          <Button
            mt={6}
            size="xs"
            variant="default"
            onClick={() => editor.moveTo(sameSize(editor.boxes()))}
          >
            As large as the first
          </Button>
        </div>
      )}
      <CopyToPages editor={editor} />
      <FieldActs editor={editor} />
    </div>
  );
}

/** The same boxes at the same place of other pages: initials on each, say. */
export function CopyToPages({ editor }: { editor: Editor }) {
  const [text, setText] = useState("");
  const own = new Set(editor.chosenPlaces.map(({ page }) => page));
  const count = editor.frames.length;
  if (count < 2) return null;
  const pages = pagesFrom(text, count);
  const wanted = (pages ?? []).filter((page) => !own.has(page));
  const others = editor.frames.map((_, page) => page).filter((page) => !own.has(page));
  return (
    <div>
      <TextInput
        label="Copy to pages"
        placeholder="2, 4–6"
        value={text}
        error={text && !pages ? `Write pages from 1 to ${count}, such as 2, 4–6.` : undefined}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Group gap="xs" mt={6}>
        <Button
          size="xs"
          variant="default"
          disabled={wanted.length === 0}
          onClick={() => {
            editor.copyToPages(wanted);
            setText("");
          }}
        >
          Copy
        </Button>
        <Button size="xs" variant="default" onClick={() => editor.copyToPages(others)}>
          To all others
        </Button>
      </Group>
    </div>
  );
}
