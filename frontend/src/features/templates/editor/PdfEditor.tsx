import { Select, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { getTemplateDocument } from "../../../api/generated/api";
import type {
  ContractFieldType,
  ContractTemplate,
  TemplateChanges,
} from "../../../api/generated/api.schemas";
import { keys } from "../../../api/keys";
import type { Autosave } from "../../../api/useAutosave";
import type { DocumentHandle } from "../../../ui/document/DocumentView";
import { useZoom } from "../../../ui/document/zoom";
import { Gaps } from "../Gaps";
import { RolesDialog } from "../RolesDialog";
import { Canvas } from "./Canvas";
import classes from "./Editor.module.css";
import { CopyToPages, ManySelected } from "./ManySelected";
import { OfferedFields } from "./OfferedFields";
import { Palette } from "./Palette";
import { Properties } from "./Properties";
import { RoleButtons } from "./RoleButtons";
import { Tools } from "./Tools";
import { actsOn, type Editor, useEditor } from "./useEditor";
import { useEditorKeys } from "./useEditorKeys";

interface PdfEditorProps {
  template: ContractTemplate;
  save: Autosave<TemplateChanges>;
  /** To be looked at only, as the signers will see it. */
  isLocked: boolean;
}

/** Fields on the pages of an uploaded PDF. */
export function PdfEditor({ template, save, isLocked }: PdfEditorProps) {
  const { frames, fields, roles, id, name, version } = template;
  const editor = useEditor({ fields, roles }, frames, save.push);
  const [page, setPage] = useState(0);
  const [isNaming, setNaming] = useState(false);
  const [seenBy, setSeenBy] = useState(isLocked ? (roles.find(actsOn)?.key ?? "") : null);
  const pages = useRef<DocumentHandle>(null);
  const zoom = useZoom(frames);
  const onKeyDown = useEditorKeys(editor, zoom.scale, page);
  // The PDF stays the same while its fields are edited; a link lasts some minutes.
  const [opened] = useState(version);
  const document = useQuery({
    queryKey: keys.templates.document(id, String(opened)),
    queryFn: ({ signal }) => getTemplateDocument(id, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const placeInView = (type: ContractFieldType) => editor.place(type, { page, x: 0.5, y: 0.4 });
  const [first] = editor.chosen;
  return (
    <div className={classes.editor}>
      {seenBy === null ? (
        <div className={classes.left}>
          <RoleButtons editor={editor} onEdit={() => setNaming(true)} />
          <section>
            <h2 className={classes.heading}>Place a field</h2>
            <Palette editor={editor} onPlaceInView={placeInView} />
          </section>
          <OfferedFields templateId={id} edition={String(opened)} editor={editor} />
        </div>
      ) : (
        <div className={classes.left}>
          <p className={classes.hint}>
            This is what they will be asked to fill in. What belongs to others is faint.
          </p>
        </div>
      )}
      <div className={classes.middle}>
        <Tools editor={editor} zoom={zoom} page={page} isArranging={seenBy === null}>
          <Select
            aria-label="Seen by"
            size="xs"
            w={190}
            allowDeselect={false}
            data={[
              ...(isLocked ? [] : [{ value: "", label: "Arrange the fields" }]),
              ...editor.roles
                .filter(actsOn)
                .map((role) => ({ value: role.key, label: `As the ${role.name} sees it` })),
            ]}
            value={seenBy ?? ""}
            onChange={(role) => {
              editor.select([]);
              setSeenBy(role || null);
            }}
          />
        </Tools>
        <Canvas
          editor={editor}
          url={document.data?.url ?? null}
          zoom={zoom}
          seenBy={seenBy}
          label={`Pages of “${name}”`}
          handle={pages}
          onKeyDown={onKeyDown}
          onPage={setPage}
          onRetry={document.refetch}
        />
      </div>
      <aside
        className={classes.right}
        aria-label="Properties"
        data-idle={editor.selected.length === 0 || undefined}
      >
        {seenBy === null && editor.chosenPlaces.length > 1 && <ManySelected editor={editor} />}
        {seenBy === null && editor.chosenPlaces.length === 1 && first && (
          <>
            <Properties key={first.id} editor={editor} field={first} />
            <CopyToPages editor={editor} />
          </>
        )}
        {(seenBy !== null || editor.chosenPlaces.length === 0) && (
          <Overview editor={editor} gaps={template.gaps} isLocked={isLocked} />
        )}
      </aside>
      {isNaming && (
        <RolesDialog
          roles={editor.roles}
          fields={editor.fields}
          onSave={(next, moved) => {
            editor.setRoles(next, moved);
            setNaming(false);
          }}
          onClose={() => setNaming(false)}
        />
      )}
    </div>
  );
}

interface OverviewProps {
  editor: Editor;
  gaps: readonly string[];
  isLocked: boolean;
}

function Overview({ editor, gaps, isLocked }: OverviewProps) {
  const of = (key: string) => editor.fields.filter(({ role }) => role === key);
  return (
    <div>
      <h2 className={classes.heading}>Fields so far</h2>
      {editor.roles.filter(actsOn).map(({ key, name }) => (
        <Text key={key} size="sm">
          {name}: {of(key).length}
        </Text>
      ))}
      <Gaps gaps={gaps} />
      {!isLocked && (
        <>
          <p className={classes.hint}>
            Drag a field from the left onto a page, or click it there and then click on the page.
          </p>
          <p className={classes.hint}>
            Arrows move what is selected by a pixel, with Shift by ten. Hold Alt to drag without
            snapping.
          </p>
        </>
      )}
    </div>
  );
}
