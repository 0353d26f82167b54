import { IconFileOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ContractDetail } from "../../api/generated/api.schemas";
import { isProblem } from "../../api/problem";
import { DocumentView } from "../../ui/document/DocumentView";
import { ZoomButtons } from "../../ui/document/ZoomButtons";
import { useZoom } from "../../ui/document/zoom";
import { FieldFace } from "../../ui/fields/FieldFace";
import { roleColor } from "../../ui/fields/roleColors";
import { EmptyState, ErrorState } from "../../ui/States";
import classes from "./Document.module.css";
import { documentQuery } from "./queries";

/** The paper: with the fields and what is in them while it runs, as sealed at the end. */
export function DocumentPanel({ contract }: { contract: ContractDetail }) {
  const { frames, roles, values, has_sealed_pdf } = contract;
  const link = useQuery(documentQuery(contract));
  const zoom = useZoom(frames);
  if (isProblem(link.error, "document-gone")) {
    return (
      <div className={classes.tray}>
        <EmptyState icon={IconFileOff} title="The document is no longer kept">
          It goes when somebody who was to sign it is erased. What happened with it stays.
        </EmptyState>
      </div>
    );
  }
  if (link.isError && !link.data) return <ErrorState error={link.error} onRetry={link.refetch} />;
  return (
    <div className={classes.tray}>
      <div className={classes.bar}>
        <ZoomButtons zoom={zoom} />
      </div>
      <DocumentView
        url={link.data?.url ?? null}
        frames={frames}
        // What is sealed is in the file itself.
        fields={has_sealed_pdf ? [] : contract.fields}
        zoom={zoom}
        label={`The document of “${contract.title}”`}
        onRetry={link.refetch}
        renderField={(field, place, size) => (
          <FieldFace
            field={field}
            place={place}
            size={size}
            scale={zoom.scale}
            color={roleColor(roles, field.role)}
            value={values[field.id]}
          />
        )}
      />
    </div>
  );
}
