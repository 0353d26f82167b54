import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { enterTimeOff, listTimeOff, removeTimeOff } from "../api/generated/api";
import type { TimeOff } from "../api/generated/api.schemas";
import { keys } from "../api/keys";
import { everyPage } from "../api/lists";
import { toIso } from "../lib/zones";
import { toastProblem, toastWithUndo } from "./toast";

/** When a resource is away, now or later, and how an entry is taken back, with undo. */
export function useTimeOff(resourceId: string, takenBack: string) {
  const client = useQueryClient();
  const entries = useQuery({
    queryKey: keys.hours.timeOff(resourceId),
    queryFn: ({ signal }) =>
      everyPage((after) =>
        listTimeOff(
          { resource_id: resourceId, from: toIso(Date.now()), limit: 100, after },
          { signal },
        ),
      ),
    enabled: !!resourceId,
  });
  const settle = () => {
    client.invalidateQueries({ queryKey: keys.hours.all });
    client.invalidateQueries({ queryKey: keys.slots.all });
  };
  const remove = useMutation({
    mutationFn: ({ id }: TimeOff) => removeTimeOff(id),
    onSuccess: (_, { resource_id, starts_at, ends_at, reason }) =>
      toastWithUndo(takenBack, () => {
        enterTimeOff({ resource_id, starts_at, ends_at, reason })
          .catch(toastProblem)
          .finally(settle);
      }),
    onError: toastProblem,
    onSettled: settle,
  });
  return { entries, settle, remove };
}
