import { Anchor } from "@mantine/core";
import { IconUsersGroup } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { getContractTemplate } from "../../../api/generated/api";
import { keys } from "../../../api/keys";
import { useBusiness, useMe } from "../../../api/session";
import { datedMomentText } from "../../../lib/format";
import { MAY, may } from "../../../lib/permissions";
import { BackLink } from "../../../ui/BackLink";
import { EmptyState, ErrorState, LoadingRows, PageHead } from "../../../ui/States";
import { TemplateStep } from "../making/TemplateStep";
import classes from "./Bulk.module.css";
import { BulkForm } from "./BulkForm";
import { lastBulkSends } from "./queries";

/** The same contract for many people, one for each: which template, then to whom. */
export function BulkSend() {
  const [query, setQuery] = useSearchParams();
  const maySend = may(useMe(), MAY.sendContracts);
  const id = query.get("template");
  const template = useQuery({
    queryKey: keys.templates.one(id ?? ""),
    queryFn: ({ signal }) => getContractTemplate(id ?? "", { signal }),
    enabled: !!id,
  });
  if (!id || !maySend) {
    return (
      <>
        <Head />
        {maySend && (
          <TemplateStep onChoose={(template_id) => setQuery({ template: template_id })} />
        )}
        <Earlier isAll={!maySend} />
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

/** What was sent before, where failures can be looked up: all there is, or below a new one. */
function Earlier({ isAll }: { isAll: boolean }) {
  const { data } = useQuery(lastBulkSends);
  const { zone, locale } = useBusiness();
  if (!data) return null;
  if (data.items.length === 0) {
    return isAll && <EmptyState icon={IconUsersGroup} title="Nothing was sent to many yet." />;
  }
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
