import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconForms, IconGitBranch, IconVariable } from "@tabler/icons-react";
import { useState } from "react";
import { FIELD_TYPES } from "../../../ui/fields/fieldTypes";
import { inRoleColor, roleColor } from "../../../ui/fields/roleColors";
import editorClasses from "../editor/Editor.module.css";
import { blankField } from "../editor/newFields";
import { actsOn } from "../editor/useEditor";
import { VARIABLES } from "../variables";
import type { TextWork } from "./useText";

const TYPES = FIELD_TYPES.filter(({ type }) => type !== "note");
const common = { size: "xs", variant: "default" } as const;
const arrow = <IconChevronDown size={13} aria-hidden="true" />;

interface InsertMenusProps {
  text: TextWork;
  onRoles: () => void;
}

/** What can be put into the text where the cursor is. */
export function InsertMenus({ text, onRoles }: InsertMenusProps) {
  const { editor, roles } = text;
  const signing = roles.filter(actsOn);
  const [chosen, choose] = useState<string | null>(null);
  const role = signing.find(({ key }) => key === chosen)?.key ?? signing[0]?.key ?? null;
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button {...common} leftSection={<IconVariable size={15} />} rightSection={arrow}>
            Value
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah="min(75dvh, 640px)" style={{ overflowY: "auto" }}>
          <Menu.Label>Fills itself in</Menu.Label>
          {VARIABLES.map(({ name, label }) => (
            <Menu.Item
              key={name}
              onClick={() =>
                editor.chain().focus().insertContent({ type: "variable", attrs: { name } }).run()
              }
            >
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button {...common} leftSection={<IconForms size={15} />} rightSection={arrow}>
            Field
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah="min(75dvh, 640px)" style={{ overflowY: "auto" }}>
          <Menu.Label>For</Menu.Label>
          <Menu.RadioGroup value={role ?? ""} onChange={choose}>
            {signing.map(({ key, name }) => (
              <Menu.RadioItem key={key} value={key} closeMenuOnClick={false}>
                <span
                  className={editorClasses.swatch}
                  style={inRoleColor(roleColor(roles, key))}
                  aria-hidden="true"
                />{" "}
                {name}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Item onClick={onRoles}>Signers and order…</Menu.Item>
          <Menu.Divider />
          <Menu.Label>To fill in</Menu.Label>
          {TYPES.map(({ type, label, icon: Icon }) => (
            <Menu.Item
              key={type}
              leftSection={<Icon size={16} stroke={1.7} aria-hidden="true" />}
              onClick={() => text.insertField(blankField(type, role))}
            >
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button
        {...common}
        leftSection={<IconGitBranch size={15} />}
        disabled={!editor.can().chain().wrapIn("conditional").run()}
        onClick={() => editor.chain().focus().wrapIn("conditional").run()}
      >
        Only when…
      </Button>
    </>
  );
}
