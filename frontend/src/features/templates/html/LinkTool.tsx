import { ActionIcon, Button, Group, Popover, TextInput, Tooltip } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import type { Editor } from "@tiptap/react";
import { useState } from "react";
import { LINK_TARGET } from "./link";

/** Makes a link of what is selected. */
export function LinkTool({ editor }: { editor: Editor }) {
  const [isOpen, setOpen] = useState(false);
  const [url, setUrl] = useState("");
  const [isAsked, setAsked] = useState(false);
  const isOn = editor.isActive("link");
  const open = () => {
    setUrl(String(editor.getAttributes("link").href ?? ""));
    setAsked(false);
    setOpen(true);
  };
  const isAllowed = LINK_TARGET.test(url.trim());
  const put = () => {
    setAsked(true);
    if (!isAllowed) return;
    editor.chain().focus().extendMarkRange("link").setMark("link", { href: url.trim() }).run();
    setOpen(false);
  };
  const remove = () => {
    editor.chain().focus().extendMarkRange("link").unsetMark("link").run();
    setOpen(false);
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} width={300} shadow="md" trapFocus>
      <Popover.Target>
        <Tooltip label="Link">
          <ActionIcon
            aria-label="Link"
            aria-pressed={isOn}
            variant={isOn ? "light" : "subtle"}
            onClick={open}
          >
            <IconLink size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            put();
          }}
        >
          <TextInput
            label="Address"
            placeholder="https://"
            value={url}
            error={isAsked && !isAllowed ? "Begin with https:// or mailto:" : undefined}
            onChange={({ currentTarget }) => setUrl(currentTarget.value)}
          />
          <Group mt="xs" gap="xs" justify="flex-end">
            {isOn && (
              <Button size="xs" variant="default" onClick={remove}>
                No link
              </Button>
            )}
            <Button size="xs" type="submit">
              Link it
            </Button>
          </Group>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
