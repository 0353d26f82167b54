import { Badge, Button, Group, SegmentedControl, TextInput } from "@mantine/core";
import { IconFiles, IconPlus, IconSearch } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import type { ContractTemplate } from "../../api/generated/api.schemas";
import { useBusiness, useMe } from "../../api/session";
import { dayText } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { dayOf } from "../../lib/zones";
import { BackLink } from "../../ui/BackLink";
import { type Column, DataTable } from "../../ui/DataTable";
import { EmptyState, ErrorState, LoadingRows, PageHead } from "../../ui/States";
import { useSearched } from "../../ui/useSearched";
import { useTemplatePages } from "./queries";
import { TemplateForm } from "./TemplateForm";
import { TemplateMenu } from "./TemplateMenu";
import classes from "./Templates.module.css";

const NONE: ContractTemplate[] = [];

/** What contracts are made from. */
export function TemplatesView() {
  const navigate = useNavigate();
  const [query, setQuery] = useSearchParams();
  const [text, setText] = useState("");
  const search = useSearched(text);
  const [isMaking, setMaking] = useState(false);
  const mayEdit = may(useMe(), MAY.editTemplates);
  const columns = useColumns();
  const isArchived = query.get("show") === "archived";
  const templates = useTemplatePages(isArchived, search);
  const rows = templates.data?.pages.flatMap(({ items }) => items) ?? NONE;
  const add = mayEdit && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
      New template
    </Button>
  );
  return (
    <>
      <PageHead
        title="Contract templates"
        actions={
          <>
            <TextInput
              type="search"
              aria-label="Search templates"
              placeholder="Name"
              leftSection={<IconSearch size={16} />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            {add}
          </>
        }
      >
        <BackLink to="/app/contracts">Contracts</BackLink>
      </PageHead>
      <div className={classes.tabs}>
        <SegmentedControl
          size="xs"
          aria-label="What to show"
          data={[
            { value: "", label: "In use" },
            { value: "archived", label: "Archived" },
          ]}
          value={isArchived ? "archived" : ""}
          onChange={(show) => setQuery(show ? { show } : {}, { replace: true })}
        />
      </div>
      {templates.isPending && <LoadingRows />}
      {templates.isError && rows.length === 0 && (
        <ErrorState error={templates.error} onRetry={templates.refetch} />
      )}
      {templates.isSuccess && rows.length === 0 && (
        <Empty search={search} isArchived={isArchived} add={add} />
      )}
      {rows.length > 0 && (
        <DataTable
          label="Contract templates"
          rows={rows}
          columns={mayEdit ? columns : columns.slice(0, -1)}
          keyOf={({ id }) => id}
          onOpen={({ id }) => navigate(`/app/templates/${id}`)}
        />
      )}
      {templates.hasNextPage && (
        <Group justify="center" p="md">
          <Button
            variant="default"
            loading={templates.isFetchingNextPage}
            onClick={() => templates.fetchNextPage()}
          >
            Show more
          </Button>
        </Group>
      )}
      {isMaking && <TemplateForm onClose={() => setMaking(false)} />}
    </>
  );
}

interface EmptyProps {
  search: string;
  isArchived: boolean;
  add: ReactNode;
}

function Empty({ search, isArchived, add }: EmptyProps) {
  if (search) return <EmptyState icon={IconFiles} title={`No template matches “${search}”.`} />;
  if (isArchived) return <EmptyState icon={IconFiles} title="Nothing is archived." />;
  return (
    <EmptyState icon={IconFiles} title="There is no template yet." action={add}>
      Upload a PDF and put fields on it, or write the text here and let names and prices fill
      themselves in.
    </EmptyState>
  );
}

function useColumns(): Column<ContractTemplate>[] {
  const { zone, locale } = useBusiness();
  return [
    {
      label: "Template",
      sortBy: ({ name }) => name,
      cell: ({ name, description }) => (
        <span className={classes.name}>
          {name}
          {description && <small>{description}</small>}
        </span>
      ),
    },
    {
      label: "Made of",
      isMinor: true,
      sortBy: ({ kind }) => kind,
      cell: ({ kind }) => (kind === "pdf" ? "PDF" : "Text"),
    },
    {
      label: "Signers",
      isMinor: true,
      cell: ({ roles }) => roles.map(({ name }) => name).join(", "),
    },
    { label: "State", cell: (template) => <ReadyBadge template={template} /> },
    {
      label: "Changed",
      isMinor: true,
      isLine: true,
      sortBy: ({ updated_at }) => updated_at,
      cell: ({ updated_at }) => dayText(dayOf(updated_at, zone), locale, "date"),
    },
    {
      label: "More",
      isRight: true,
      cell: (template) => <TemplateMenu template={template} />,
    },
  ];
}

export function ReadyBadge({ template }: { template: ContractTemplate }) {
  const { preflight, is_ready, is_archived } = template;
  if (is_archived) return <Badge color="gray">Archived</Badge>;
  if (preflight.state === "checking") return <Badge color="yellow">Being checked</Badge>;
  if (preflight.state === "refused") return <Badge color="red">PDF refused</Badge>;
  return is_ready ? <Badge color="green">Ready</Badge> : <Badge color="gray">Not finished</Badge>;
}
