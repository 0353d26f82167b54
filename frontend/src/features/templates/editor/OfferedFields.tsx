import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listTemplateFormFields } from "../../../api/generated/api";
import { keys } from "../../../api/keys";
import { countText } from "../../../lib/format";
import classes from "./Editor.module.css";
import type { Editor } from "./useEditor";

interface OfferedFieldsProps {
  templateId: string;
  /** Of which PDF they are. */
  edition: string;
  editor: Editor;
}

/** Form fields that the PDF brought along, to be taken over at their places. */
export function OfferedFields({ templateId, edition, editor }: OfferedFieldsProps) {
  const [isDone, setDone] = useState(false);
  const offered = useQuery({
    queryKey: keys.templates.formFields(templateId, edition),
    queryFn: ({ signal }) => listTemplateFormFields(templateId, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const known = new Set(editor.fields.map(({ id }) => id));
  const fresh = (offered.data?.items ?? []).filter(({ id }) => !known.has(id));
  if (isDone || fresh.length === 0) return null;
  return (
    <section aria-label="Form fields of the PDF">
      <h2 className={classes.heading}>From the PDF itself</h2>
      <Text size="sm" mb={8}>
        It has {countText(fresh.length, "form field")} of its own.
      </Text>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            editor.add(fresh.map((field) => ({ ...field, role: editor.role })));
            setDone(true);
          }}
        >
          Take them over
        </Button>
        <Button size="xs" variant="subtle" onClick={() => setDone(true)}>
          No
        </Button>
      </Group>
    </section>
  );
}
