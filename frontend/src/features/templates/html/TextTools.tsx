import { ActionIcon, Group, Select, Tooltip } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconBold,
  IconItalic,
  IconList,
  IconListNumbers,
  IconSeparatorHorizontal,
  IconUnderline,
  type TablerIcon,
} from "@tabler/icons-react";
import type { ChainedCommands, Editor } from "@tiptap/react";
import { LinkTool } from "./LinkTool";
import { PictureTool } from "./PictureTool";
import { TableTool } from "./TableTool";

interface Tool {
  label: string;
  icon: TablerIcon;
  /** The mark or node that it makes. */
  of?: string;
  act: (chain: ChainedCommands) => ChainedCommands;
}

const TOOLS: Tool[] = [
  { label: "Bold", icon: IconBold, of: "bold", act: (chain) => chain.toggleBold() },
  { label: "Italic", icon: IconItalic, of: "italic", act: (chain) => chain.toggleItalic() },
  {
    label: "Underlined",
    icon: IconUnderline,
    of: "underline",
    act: (chain) => chain.toggleUnderline(),
  },
  { label: "List", icon: IconList, of: "bulletList", act: (chain) => chain.toggleBulletList() },
  {
    label: "Numbered list",
    icon: IconListNumbers,
    of: "orderedList",
    act: (chain) => chain.toggleOrderedList(),
  },
  {
    label: "Quotation",
    icon: IconBlockquote,
    of: "blockquote",
    act: (chain) => chain.toggleBlockquote(),
  },
  {
    label: "Line across",
    icon: IconSeparatorHorizontal,
    act: (chain) => chain.setHorizontalRule(),
  },
];

const STEPS: Tool[] = [
  { label: "Take back", icon: IconArrowBackUp, act: (chain) => chain.undo() },
  { label: "Do again", icon: IconArrowForwardUp, act: (chain) => chain.redo() },
];

const LEVELS = [1, 2, 3] as const;

/** How the words look. */
export function TextTools({ editor }: { editor: Editor }) {
  const level = LEVELS.find((each) => editor.isActive("heading", { level: each }));
  const setLevel = (value: string | null) => {
    const next = LEVELS.find((each) => String(each) === value);
    const chain = editor.chain().focus();
    if (next) chain.setHeading({ level: next }).run();
    else chain.setParagraph().run();
  };
  return (
    <Group gap={2} role="toolbar" aria-label="How the text looks">
      <Select
        aria-label="Kind of paragraph"
        size="xs"
        w={108}
        mr={4}
        allowDeselect={false}
        data={[
          { value: "", label: "Text" },
          ...LEVELS.map((each) => ({ value: String(each), label: `Heading ${each}` })),
        ]}
        value={String(level ?? "")}
        onChange={setLevel}
      />
      {TOOLS.map((tool) => (
        <ToolButton key={tool.label} editor={editor} {...tool} />
      ))}
      <LinkTool editor={editor} />
      <PictureTool editor={editor} />
      <TableTool editor={editor} />
      {STEPS.map((tool) => (
        <ToolButton key={tool.label} editor={editor} {...tool} />
      ))}
    </Group>
  );
}

function ToolButton({ editor, label, icon: Icon, of, act }: Tool & { editor: Editor }) {
  const isOn = of !== undefined && editor.isActive(of);
  return (
    <Tooltip label={label}>
      <ActionIcon
        aria-label={label}
        aria-pressed={of === undefined ? undefined : isOn}
        variant={isOn ? "light" : "subtle"}
        disabled={of === undefined && !act(editor.can().chain()).run()}
        onClick={() => act(editor.chain().focus()).run()}
      >
        <Icon size={18} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}
