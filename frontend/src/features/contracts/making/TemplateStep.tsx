import { Button, UnstyledButton } from "@mantine/core";
import { IconFiles, IconFileText, IconFileTypePdf } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { listContractTemplates } from "../../../api/generated/api";
import type { ContractTemplate } from "../../../api/generated/api.schemas";
import { keys } from "../../../api/keys";
import { everyPage } from "../../../api/lists";
import { useMe } from "../../../api/session";
import { countText } from "../../../lib/format";
import { MAY, may } from "../../../lib/permissions";
import { EmptyState, ErrorState, LoadingRows } from "../../../ui/States";
import classes from "./Making.module.css";

/** The templates from which a contract can be made now. */
export function TemplateStep({ onChoose }: { onChoose: (id: string) => void }) {
  const me = useMe();
  const templates = useQuery({
    queryKey: keys.templates.usable,
    queryFn: ({ signal }) =>
      everyPage((after) =>
        listContractTemplates({ archived: false, after, limit: 100 }, { signal }),
      ),
  });
  if (templates.isError && !templates.data) {
    return <ErrorState error={templates.error} onRetry={templates.refetch} />;
  }
  if (!templates.data) return <LoadingRows />;
  const usable = templates.data.filter(({ is_ready }) => is_ready);
  if (usable.length === 0) {
    return (
      <EmptyState
        icon={IconFiles}
        title="There is no template to make a contract from yet."
        action={
          may(me, MAY.editTemplates) && (
            <Button component={Link} to="/app/templates">
              {templates.data.length > 0 ? "Finish a template" : "Make a template"}
            </Button>
          )
        }
      />
    );
  }
  return (
    <section className={classes.narrow} aria-labelledby="which-template">
      <h2 id="which-template" className={classes.question}>
        Which template?
      </h2>
      <ul className={classes.templates}>
        {usable.map((template) => (
          <li key={template.id}>
            <Choice template={template} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ChoiceProps {
  template: ContractTemplate;
  onChoose: (id: string) => void;
}

function Choice({ template, onChoose }: ChoiceProps) {
  const { id, name, description, kind, roles } = template;
  const Icon = kind === "pdf" ? IconFileTypePdf : IconFileText;
  return (
    <UnstyledButton className={classes.template} onClick={() => onChoose(id)}>
      <Icon size={22} stroke={1.5} aria-hidden="true" />
      <span>
        <strong>{name}</strong>
        <small>
          {[description, countText(roles.length, "signer")].filter(Boolean).join(" · ")}
        </small>
      </span>
    </UnstyledButton>
  );
}
