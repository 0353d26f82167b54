import { queryOptions } from "@tanstack/react-query";
import { getBulkSend, listBulkSends } from "../../../api/generated/api";
import { keys } from "../../../api/keys";

/** The last few, newest first. */
export const lastBulkSends = queryOptions({
  queryKey: keys.bulkSends.list,
  queryFn: ({ signal }) => listBulkSends({ limit: 10 }, { signal }),
});

export function bulkSendQuery(id: string) {
  return queryOptions({
    queryKey: keys.bulkSends.one(id),
    queryFn: ({ signal }) => getBulkSend(id, { signal }),
  });
}
