import { useQuery } from "@tanstack/react-query";
import { useLocation, useSearchParams } from "react-router";
import { getContractTemplate } from "../../../api/generated/api";
import { keys } from "../../../api/keys";
import { BackLink } from "../../../ui/BackLink";
import { ErrorState, LoadingRows, PageHead } from "../../../ui/States";
import { contractQuery } from "../queries";
import { DraftForm } from "./DraftForm";
import { TemplateStep } from "./TemplateStep";

/** A new contract: which template, who signs, in which order, what is known already. */
export function NewContract() {
  const [query, setQuery] = useSearchParams();
  const { state } = useLocation();
  const draftId = query.get("draft");
  const templateId = query.get("template");
  const draft = useQuery({ ...contractQuery(draftId ?? ""), enabled: !!draftId });
  const wanted = draft.data?.template.id ?? templateId;
  const template = useQuery({
    queryKey: keys.templates.one(wanted ?? ""),
    queryFn: ({ signal }) => getContractTemplate(wanted ?? "", { signal }),
    enabled: !!wanted,
  });
  const failed = [draft, template].find(({ isError, data }) => isError && !data);
  if (failed) return <ErrorState error={failed.error} onRetry={failed.refetch} />;
  if (!draftId && !templateId) {
    return (
      <>
        <PageHead title="New contract">
          <BackLink to="/app/contracts">Contracts</BackLink>
        </PageHead>
        <TemplateStep
          onChoose={(id) => {
            const next = new URLSearchParams(query);
            next.set("template", id);
            setQuery(next);
          }}
        />
      </>
    );
  }
  if (!template.data || (draftId && !draft.data)) return <LoadingRows />;
  // A draft that was just made goes on in the form that made it.
  const form = (state as { form?: string } | null)?.form ?? draftId ?? template.data.id;
  return (
    <DraftForm
      key={form}
      template={template.data}
      draft={draft.data ?? null}
      customerId={query.get("customer")}
      appointmentId={query.get("appointment")}
    />
  );
}
