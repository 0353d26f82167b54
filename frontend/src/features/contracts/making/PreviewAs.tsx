import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ContractDetail } from "../../../api/generated/api.schemas";
import { DocumentView } from "../../../ui/document/DocumentView";
import { ZoomButtons } from "../../../ui/document/ZoomButtons";
import { useZoom } from "../../../ui/document/zoom";
import { FieldFace } from "../../../ui/fields/FieldFace";
import { roleColor } from "../../../ui/fields/roleColors";
import { ErrorState } from "../../../ui/States";
import classes from "../Document.module.css";
import { documentQuery, previewQuery } from "../queries";

/** The document as one of its signers will meet it. */
export function PreviewAs({ contract }: { contract: ContractDetail }) {
  const { signers, roles, frames } = contract;
  const [signerId, setSignerId] = useState(signers[0]?.id ?? "");
  const link = useQuery(documentQuery(contract));
  const preview = useQuery({ ...previewQuery(contract, signerId), enabled: !!signerId });
  const zoom = useZoom(frames);
  return (
    <div className={classes.tray}>
      <div className={classes.bar}>
        <Select
          label="Seen by"
          allowDeselect={false}
          data={signers.map(({ id, name, role_name }) => ({
            value: id,
            label: `${name} · ${role_name}`,
          }))}
          value={signerId}
          onChange={(id) => id && setSignerId(id)}
        />
        <ZoomButtons zoom={zoom} />
      </div>
      {preview.isError && <ErrorState error={preview.error} onRetry={preview.refetch} />}
      <DocumentView
        url={link.data?.url ?? null}
        frames={frames}
        fields={preview.data?.fields ?? []}
        zoom={zoom}
        label="The document as they will see it"
        onRetry={link.refetch}
        renderField={(field, place, size) => (
          <FieldFace
            field={field}
            place={place}
            size={size}
            scale={zoom.scale}
            color={roleColor(roles, field.role)}
            value={preview.data?.values[field.id]}
            isFaint={!field.is_mine && !!field.role}
          />
        )}
      />
    </div>
  );
}
