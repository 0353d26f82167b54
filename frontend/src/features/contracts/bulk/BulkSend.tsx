import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { getContractTemplate } from "../../../api/generated/api";
import { keys } from "../../../api/keys";
import { useBusiness } from "../../../api/session";
import { datedMomentText } from "../../../lib/format";
import { BackLink } from "../../../ui/BackLink";
import { ErrorState, LoadingRows, PageHead } from "../../../ui/States";
import { TemplateStep } from "../making/TemplateStep";
import classes from "./Bulk.module.css";
import { BulkForm } from "./BulkForm";
import { lastBulkSends } from "./queries";

/** The same contract for many people, one for each: which template, then to whom. */
export function BulkSend() {
  const [query, setQuery] = useSearchParams();
  const id = query.get("template");
  const template = useQuery({
    queryKey: keys.templates.one(id ?? ""),
    queryFn: ({ signal }) => getContractTemplate(id ?? "", { signal }),
    enabled: !!id,
  });
  if (!id) {
    return (
      <>
        <Head />
        <TemplateStep onChoose={(template_id) => setQuery({ template: template_id })} />
        <Earlier />
      </>
    );
  }
  if (template.isError && !template.data) {
    return <ErrorState error={template.error} onRetry={template.refetch} />;
  }
  if (!template.data) return <LoadingRows />;
  return (
    <>
      <Head name={template.data.name} />
      <BulkForm key={id} template={template.data} />
    </>
  );
}

function Head({ name }: { name?: string }) {
  return (
    <PageHead title="Send to many">
      <BackLink to="/app/contracts">Contracts</BackLink>
      {" · "}
      {name ? `“${name}”, one for each person` : "One contract for each person"}
    </PageHead>
  );
}

/** What was sent before, where failures can be looked up. */
function Earlier() {
  const { data } = useQuery(lastBulkSends);
  const { zone, locale } = useBusiness();
  if (!data || data.items.length === 0) return null;
  return (
    <section className={`${classes.part} ${classes.before}`} aria-labelledby="sent-before">
      <h2 id="sent-before">Sent before</h2>
      <ul className={classes.earlier}>
        {data.items.map(({ id, title, sent, failed, total, created_at }) => (
          <li key={id}>
            <Anchor component={Link} to={`/app/contracts/bulk/${id}`} fw={550}>
              {title}
            </Anchor>
            <small>
              <time dateTime={created_at}>{datedMomentText(created_at, zone, locale)}</time> ·{" "}
              {sent} of {total} sent{failed > 0 && `, ${failed} not`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
