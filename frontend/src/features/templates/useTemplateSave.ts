import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { getContractTemplate, updateContractTemplate } from "../../api/generated/api";
import type { ContractTemplate, TemplateChanges } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { useAutosave } from "../../api/useAutosave";
import { toastProblem } from "../../ui/toast";
import { useTakeTemplate } from "./queries";

/**
 * Saves what is edited against the version it was read in. `edition` grows when the editor has to
 * begin again with what others made of it.
 */
export function useTemplateSave(template: ContractTemplate) {
  const client = useQueryClient();
  const take = useTakeTemplate();
  const { id } = template;
  const version = useRef(template.version);
  const [base, setBase] = useState(template.version);
  const save = useAutosave<TemplateChanges>(async (change) => {
    const saved = await updateContractTemplate(id, change, ifMatch(version.current));
    version.current = saved.version;
    take(saved);
  });
  // While nothing of ours waits, a change from elsewhere is simply shown.
  if (template.version > version.current && save.state === "saved") {
    version.current = template.version;
    setBase(template.version);
  }
  const reload = async () => {
    try {
      const fresh = await getContractTemplate(id);
      client.setQueryData(keys.templates.one(id), fresh);
      // The editor begins again with the render that brings theirs, and not before it.
      save.discard();
    } catch (error) {
      toastProblem(error);
    }
  };
  return { save, edition: base, reload };
}
