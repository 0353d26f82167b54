import { Button, UnstyledButton } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { inRoleColor, roleColor } from "../../../ui/fields/roleColors";
import classes from "./Editor.module.css";
import { actsOn, type Editor } from "./useEditor";

/** Whose the next fields are; each signer has a colour. */
export function RoleButtons({ editor, onEdit }: { editor: Editor; onEdit: () => void }) {
  return (
    <section aria-label="Signers">
      <h2 className={classes.heading}>Fields for</h2>
      <div className={classes.roles}>
        {editor.roles.filter(actsOn).map(({ key, name }) => (
          <UnstyledButton
            key={key}
            className={classes.role}
            aria-pressed={editor.role === key}
            style={inRoleColor(roleColor(editor.roles, key))}
            onClick={() => editor.chooseRole(key)}
          >
            <span className={classes.swatch} aria-hidden="true" />
            {name}
          </UnstyledButton>
        ))}
      </div>
      <Button size="xs" variant="default" leftSection={<IconUsers size={15} />} onClick={onEdit}>
        Signers and order
      </Button>
    </section>
  );
}
