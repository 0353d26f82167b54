import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback } from "react";
import { getContractTemplate, listContractTemplates } from "../../api/generated/api";
import type { ContractTemplate } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";

const LOOK_MS = 1_500;

/** The template; asked for again and again while its PDF is being looked at. */
export function templateQuery(id: string) {
  return queryOptions({
    queryKey: keys.templates.one(id),
    queryFn: ({ signal }) => getContractTemplate(id, { signal }),
    refetchInterval: ({ state }) => (state.data?.preflight.state === "checking" ? LOOK_MS : false),
  });
}

export function useTemplatePages(isArchived: boolean, text: string) {
  return useInfiniteQuery({
    queryKey: keys.templates.search(isArchived, text),
    queryFn: ({ pageParam, signal }) =>
      listContractTemplates(
        { archived: isArchived, q: text || undefined, after: pageParam, limit: 50 },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** Puts a template that was changed where every screen reads it. */
export function useTakeTemplate() {
  const client = useQueryClient();
  return useCallback(
    (template: ContractTemplate) => {
      client.setQueryData(keys.templates.one(template.id), template);
      client.invalidateQueries({
        predicate: ({ queryKey: [kind, part] }) =>
          kind === "templates" && (part === "search" || part === "usable"),
      });
    },
    [client],
  );
}
