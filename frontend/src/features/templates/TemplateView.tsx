import { Button, Menu } from "@mantine/core";
import { IconFileOff, IconFilePlus, IconReplace, IconSettings } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import type { ContractTemplate } from "../../api/generated/api.schemas";
import { useMe } from "../../api/session";
import { MAY, may } from "../../lib/permissions";
import { BackLink } from "../../ui/BackLink";
import { LooksOnly } from "../../ui/LooksOnly";
import { SaveMark } from "../../ui/SaveMark";
import { EmptyState, ErrorState, LoadingRows, PageHead } from "../../ui/States";
import { templateQuery } from "./queries";
import { TemplateMenu } from "./TemplateMenu";
import { TemplateSettings } from "./TemplateSettings";
import { ReadyBadge } from "./TemplatesView";
import { UploadPanel } from "./UploadPanel";
import { useTemplateSave } from "./useTemplateSave";

const PdfEditor = lazy(() =>
  import("./editor/PdfEditor").then((module) => ({ default: module.PdfEditor })),
);
const HtmlEditor = lazy(() =>
  import("./html/HtmlEditor").then((module) => ({ default: module.HtmlEditor })),
);

/** A template in its editor: pages of a PDF, or a text. */
export function TemplateView({ id }: { id: string }) {
  const { data: template, isError, error, refetch } = useQuery(templateQuery(id));
  if (isError && !template) {
    const list = <BackLink to="/app/templates">Templates</BackLink>;
    return <ErrorState error={error} onRetry={refetch} wayOn={list} />;
  }
  if (!template) return <LoadingRows />;
  return <Opened template={template} />;
}

/** Says when a PDF that was being looked at is taken. */
function useAfterCheck(state: string, onTaken: () => void) {
  const wasChecking = useRef(false);
  const taken = useRef(onTaken);
  taken.current = onTaken;
  useEffect(() => {
    if (state === "ready" && wasChecking.current) taken.current();
    wasChecking.current = state === "checking";
  }, [state]);
}

function Opened({ template }: { template: ContractTemplate }) {
  const me = useMe();
  const mayEdit = may(me, MAY.editTemplates);
  const { save, edition, reload } = useTemplateSave(template);
  const [isReplacing, setReplacing] = useState(false);
  const [isSetting, setSetting] = useState(false);
  const { kind, name, is_ready, preflight } = template;
  useAfterCheck(preflight.state, () => setReplacing(false));
  const isPdf = kind === "pdf";
  const isUploading =
    isPdf && (isReplacing || !template.has_document || preflight.state === "checking");
  return (
    <>
      <PageHead
        title={name}
        actions={
          <>
            {mayEdit && <SaveMark save={save} onReload={reload} />}
            <LooksOnly />
            <ReadyBadge template={template} />
            {is_ready && may(me, MAY.sendContracts) && (
              <Button
                component={Link}
                to={`/app/contracts/new?template=${template.id}`}
                leftSection={<IconFilePlus size={16} />}
              >
                New contract
              </Button>
            )}
            {mayEdit && (
              <TemplateMenu template={template}>
                <Menu.Item
                  leftSection={<IconSettings size={16} stroke={1.7} aria-hidden="true" />}
                  onClick={() => setSetting(true)}
                >
                  Name and settings…
                </Menu.Item>
                {isPdf && !isUploading && (
                  <Menu.Item
                    leftSection={<IconReplace size={16} stroke={1.7} aria-hidden="true" />}
                    onClick={() => setReplacing(true)}
                  >
                    Replace the PDF…
                  </Menu.Item>
                )}
              </TemplateMenu>
            )}
          </>
        }
      >
        <BackLink to="/app/templates">Templates</BackLink>
      </PageHead>
      <Suspense fallback={<LoadingRows />}>
        {isUploading && !mayEdit && <EmptyState icon={IconFileOff} title="There is no PDF yet." />}
        {isUploading && mayEdit && (
          <UploadPanel
            template={template}
            onClose={isReplacing ? () => setReplacing(false) : undefined}
          />
        )}
        {isPdf && !isUploading && (
          <PdfEditor key={edition} {...{ template, save }} isLocked={!mayEdit} />
        )}
        {!isPdf && <HtmlEditor key={edition} {...{ template, save }} isLocked={!mayEdit} />}
      </Suspense>
      {isSetting && (
        <TemplateSettings
          template={template}
          onSave={(change) => {
            save.push(change);
            setSetting(false);
          }}
          onClose={() => setSetting(false)}
        />
      )}
    </>
  );
}
