import { Alert, Modal, Stack } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { previewTemplate } from "../../../api/generated/api";
import type { ContractTemplate, Preview } from "../../../api/generated/api.schemas";
import { keys } from "../../../api/keys";
import { DocumentView } from "../../../ui/document/DocumentView";
import { ZoomButtons } from "../../../ui/document/ZoomButtons";
import { useZoom } from "../../../ui/document/zoom";
import { FieldFace } from "../../../ui/fields/FieldFace";
import { roleColor } from "../../../ui/fields/roleColors";
import { ErrorState, LoadingRows } from "../../../ui/States";
import { variableLabel } from "../variables";

interface PdfPreviewProps {
  template: ContractTemplate;
  onClose: () => void;
}

/** The text as the PDF that signers get, with invented values. */
export function PdfPreview({ template, onClose }: PdfPreviewProps) {
  const preview = useQuery({
    queryKey: [...keys.templates.document(template.id, String(template.version)), "preview"],
    queryFn: ({ signal }) => previewTemplate(template.id, { signal }),
    staleTime: 4 * 60_000,
  });
  return (
    <Modal opened onClose={onClose} title="As a PDF, with invented values" size="xl">
      {preview.isError && <ErrorState error={preview.error} onRetry={preview.refetch} />}
      {preview.isPending && <LoadingRows rows={1} height={480} />}
      {preview.data && (
        <Pages template={template} preview={preview.data} onRetry={preview.refetch} />
      )}
    </Modal>
  );
}

interface PagesProps {
  template: ContractTemplate;
  preview: Preview;
  onRetry: () => void;
}

function Pages({ template, preview, onRetry }: PagesProps) {
  const zoom = useZoom(preview.frames);
  const { missing } = preview;
  return (
    <Stack>
      {missing.length > 0 && (
        <Alert
          color="yellow"
          icon={<IconAlertTriangle size={18} />}
          title={`Not known: ${missing.map(variableLabel).join(", ")}`}
        />
      )}
      <ZoomButtons zoom={zoom} />
      <DocumentView
        url={preview.url}
        frames={preview.frames}
        fields={preview.fields}
        zoom={zoom}
        label={`“${template.name}” as a PDF`}
        onRetry={onRetry}
        renderField={(field, place, size) => (
          <FieldFace
            field={field}
            place={place}
            size={size}
            scale={zoom.scale}
            color={roleColor(template.roles, field.role)}
          />
        )}
      />
    </Stack>
  );
}
