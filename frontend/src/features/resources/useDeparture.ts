import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getDeparture, listDepartures, listLeftBehind } from "../../api/generated/api";
import type { Departure } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { toastProblem } from "../../ui/toast";

/** The live link tells of each step; this is for when it is down. */
const LOOK_MS = 2_000;
const SHOWN = 20;

export function isUnderWay({ state }: Departure): boolean {
  return state === "working" || state === "undoing";
}

/** How many appointments are elsewhere or cancelled by it. */
export function doneBy({ moved, cancelled }: Departure): number {
  return moved + cancelled;
}

/** One departure as it stands, followed while a job works on it. */
export function useDeparture(id: string) {
  return useQuery({
    queryKey: keys.departures.one(id),
    queryFn: ({ signal }) => getDeparture(id, { signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? LOOK_MS : false),
  });
}

/** The last time that the resource was switched off with appointments, if ever. */
export async function lastDepartureOf(resourceId: string, signal?: AbortSignal) {
  return (await listDepartures(resourceId, { signal })).items[0] ?? null;
}

/** The same, kept up to date. */
export function useLastDeparture(resourceId: string, isWanted: boolean) {
  return useQuery({
    queryKey: keys.departures.of(resourceId),
    queryFn: ({ signal }) => lastDepartureOf(resourceId, signal),
    enabled: isWanted,
  });
}

/** What could not go, or not come back, page by page. */
export function useLeftBehind({ id, state, left_behind }: Departure) {
  return useInfiniteQuery({
    queryKey: keys.departures.leftBehind(id, state),
    queryFn: ({ pageParam, signal }) =>
      listLeftBehind(id, { limit: SHOWN, ...(pageParam && { after: pageParam }) }, { signal }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next ?? undefined,
    enabled: left_behind > 0,
  });
}

/** Whatever shows resources, appointments or free times is old. */
export function useRefresh() {
  const client = useQueryClient();
  return () => {
    const old = [keys.departures, keys.resources, keys.appointments, keys.slots];
    for (const { all } of old) client.invalidateQueries({ queryKey: all });
  };
}

/** An act on a departure; its answer is the departure as it stands then. */
export function useDepartureAct(act: (id: string) => Promise<Departure>) {
  const client = useQueryClient();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: act,
    onSuccess: (now) => {
      refresh();
      client.setQueryData(keys.departures.one(now.id), now);
    },
    onError: (error) => {
      client.invalidateQueries({ queryKey: keys.departures.all });
      toastProblem(error);
    },
  });
}
