import { Button, Text } from "@mantine/core";
import { IconEye, IconTrash } from "@tabler/icons-react";
import { EditorContent } from "@tiptap/react";
import { lazy, Suspense, useMemo, useState } from "react";
import type { ContractTemplate, TemplateChanges } from "../../../api/generated/api.schemas";
import type { Autosave } from "../../../api/useAutosave";
import type { Size } from "../../../ui/document/placing";
import editorClasses from "../editor/Editor.module.css";
import { FieldForm } from "../editor/FieldForm";
import { Gaps } from "../Gaps";
import { VARIABLES, variableLabel } from "../variables";
import { KnownFields } from "./chips";
import classes from "./Html.module.css";
import { InsertMenus } from "./InsertMenus";
import { TextTools } from "./TextTools";
import { variablesIn } from "./textEditor";
import { type TextWork, useText } from "./useText";

const PdfPreview = lazy(() =>
  import("./PdfPreview").then((module) => ({ default: module.PdfPreview })),
);
const RolesDialog = lazy(() =>
  import("../RolesDialog").then((module) => ({ default: module.RolesDialog })),
);

interface HtmlEditorProps {
  template: ContractTemplate;
  save: Autosave<TemplateChanges>;
  /** To be read only. */
  isLocked: boolean;
}

/** A contract that is written here, with values and fields within the text. */
export function HtmlEditor({ template, save, isLocked }: HtmlEditorProps) {
  const text = useText(template, save, isLocked);
  const [isNaming, setNaming] = useState(false);
  const [isPreviewing, setPreviewing] = useState(false);
  const known = useMemo(
    () => ({ fields: text.fields, roles: text.roles }),
    [text.fields, text.roles],
  );
  const preview = async () => {
    if (await save.flush()) setPreviewing(true);
  };
  return (
    <KnownFields value={known}>
      <div className={classes.editor}>
        <div className={editorClasses.middle}>
          {!isLocked && (
            <div className={editorClasses.tools}>
              <TextTools editor={text.editor} />
              <InsertMenus text={text} onRoles={() => setNaming(true)} />
            </div>
          )}
          <div className={classes.scroll}>
            <EditorContent editor={text.editor} className={classes.sheet} />
          </div>
        </div>
        <aside className={editorClasses.right} aria-label="Properties">
          <Button
            size="xs"
            variant="default"
            w="fit-content"
            leftSection={<IconEye size={15} />}
            onClick={preview}
          >
            See it as a PDF
          </Button>
          <Side text={text} gaps={template.gaps} isLocked={isLocked} />
        </aside>
      </div>
      <Suspense>
        {isNaming && (
          <RolesDialog
            roles={text.roles}
            fields={text.fields}
            onSave={(roles, moved) => {
              text.changeRoles(roles, moved);
              setNaming(false);
            }}
            onClose={() => setNaming(false)}
          />
        )}
        {isPreviewing && <PdfPreview template={template} onClose={() => setPreviewing(false)} />}
      </Suspense>
    </KnownFields>
  );
}

/** How large fields that are written in are in a line of text, in points (`EXTENTS`; tested). */
const IN_A_LINE: Record<string, Size> = {
  text: { width: 170, height: 19 },
  name: { width: 170, height: 19 },
  number: { width: 80, height: 19 },
  note: { width: 170, height: 19 },
};

interface SideProps {
  text: TextWork;
  gaps: readonly string[];
  isLocked: boolean;
}

function Side(props: SideProps) {
  const { text, isLocked } = props;
  const { selected, fields, roles, editor } = text;
  if (!selected || isLocked) return <Overview {...props} />;
  return (
    <div className={editorClasses.properties} key={selected.id}>
      <FieldForm
        field={selected}
        fields={fields}
        roles={roles}
        room={IN_A_LINE[selected.type] ?? null}
        onChange={(patch) => text.changeField(selected.id, patch)}
        onOptions={(options) => text.changeField(selected.id, { options })}
      />
      <Button
        size="xs"
        variant="light"
        color="red"
        w="fit-content"
        leftSection={<IconTrash size={15} />}
        onClick={() => editor.chain().focus().deleteSelection().run()}
      >
        Remove
      </Button>
    </div>
  );
}

const NAMES = new Set(VARIABLES.map(({ name }) => name));

/** What the text waits for, and what is missing in it. */
function Overview({ text, gaps, isLocked }: SideProps) {
  const { editor } = text;
  const used = [...new Set(variablesIn(editor.getJSON()))];
  const unknown = used.filter((name) => !NAMES.has(name));
  return (
    <div>
      <h2 className={editorClasses.heading}>What fills itself in</h2>
      {used.length === 0 && <Text size="sm">Nothing yet.</Text>}
      {used
        .filter((name) => NAMES.has(name))
        .map((name) => (
          <Text key={name} size="sm">
            {variableLabel(name)}
          </Text>
        ))}
      {unknown.map((name) => (
        <Text key={name} size="sm" c="var(--danger)" role="alert">
          Nobody knows what “{name}” is. Remove it.
        </Text>
      ))}
      <Gaps gaps={gaps} />
      {!isLocked && (
        <p className={editorClasses.hint}>
          Click a field in the text to say who fills it in and what may stand there.
        </p>
      )}
    </div>
  );
}
