import { useMutation } from "@tanstack/react-query";
import { restoreResource } from "../../api/generated/api";
import type { Resource } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { toast, toastProblem } from "../../ui/toast";
import { useRefresh } from "./useDeparture";

interface Back {
  former: Resource;
  /** Whether it can be booked again. */
  is_active: boolean;
}

/** Brings a former resource back into the lists. */
export function useRestore() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ former, is_active }: Back) =>
      restoreResource(former.id, { is_active }, ifMatch(former.version)),
    onSuccess: ({ name }) => toast(`${name} is back.`),
    onError: (error) => toastProblem(error),
    onSettled: refresh,
  });
}
