import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback } from "react";
import {
  getContract,
  getContractDocument,
  getSignerNaming,
  listContractEvents,
  listContracts,
  previewContract,
} from "../../api/generated/api";
import type {
  Contract,
  ContractDetail,
  ListContractsParams,
} from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";

export function contractQuery(id: string) {
  return queryOptions({
    queryKey: keys.contracts.one(id),
    queryFn: ({ signal }) => getContract(id, { signal }),
  });
}

export function eventsQuery(id: string) {
  return queryOptions({
    queryKey: keys.contracts.events(id),
    queryFn: ({ signal }) => listContractEvents(id, { signal }),
  });
}

/** A link to the PDF, which runs out: fetched again before it does. */
export function documentQuery({ id, state, version, ...files }: Contract) {
  const sent = files.has_sealed_pdf ? "sealed" : `sent ${files.document_sha256}`;
  const edition = state === "draft" ? `draft ${version}` : sent;
  return queryOptions({
    queryKey: keys.contracts.document(id, edition),
    queryFn: ({ signal }) => getContractDocument(id, { signal }),
    staleTime: 4 * 60_000,
  });
}

/** The fields as one signer meets them. */
export function previewQuery({ id, version }: Contract, signerId: string) {
  return queryOptions({
    queryKey: keys.contracts.preview(id, signerId, version),
    queryFn: ({ signal }) => previewContract(id, { signer_id: signerId }, { signal }),
  });
}

/** Where the document names a signer. */
export function namingQuery({ id, version }: Contract, signerId: string) {
  return queryOptions({
    queryKey: keys.contracts.naming(id, signerId, version),
    queryFn: ({ signal }) => getSignerNaming(id, signerId, { signal }),
  });
}

export type StateFilter = ListContractsParams["state"];

/** The contracts in a state, or a group of states, that match some words, page by page. */
export function useContractPages(state: StateFilter, text: string) {
  return useInfiniteQuery({
    queryKey: keys.contracts.search(state ?? "", text),
    queryFn: ({ pageParam, signal }) =>
      listContracts(
        { state: state ?? undefined, q: text || undefined, after: pageParam, limit: 50 },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** Puts a contract that an act answered with where every screen reads it. */
export function useTakeContract() {
  const client = useQueryClient();
  return useCallback(
    (contract: ContractDetail) => {
      client.setQueryData(keys.contracts.one(contract.id), contract);
      client.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] === "contracts" && queryKey[1] !== "one",
      });
    },
    [client],
  );
}
