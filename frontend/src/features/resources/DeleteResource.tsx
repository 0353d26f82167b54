import { Modal, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { deleteResource, previewResourceDeletion } from "../../api/generated/api";
import type { Resource } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { Confirm } from "../../ui/Confirm";
import { ErrorState, LoadingRows } from "../../ui/States";
import { toast, toastProblem, toastWithUndo } from "../../ui/toast";
import { DepartureDialog } from "./DepartureDialog";
import { useRefresh } from "./useDeparture";
import { useRestore } from "./useRestore";

interface DeleteResourceProps {
  resource: Resource;
  zone: string;
  locale: string;
  onClose: () => void;
}

/** Asks before a resource is deleted: where its appointments go, or whether it is meant so. */
export function DeleteResource(props: DeleteResourceProps) {
  const { resource, onClose } = props;
  const { name } = resource;
  const seen = useQuery({
    queryKey: keys.departures.deletion(resource.id),
    queryFn: ({ signal }) => previewResourceDeletion(resource.id, { signal }),
    // What the answer leads to is not asked anew while somebody decides.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const refresh = useRefresh();
  const restore = useRestore();
  const remove = useMutation({
    mutationFn: () => deleteResource(resource.id, ifMatch(resource.version)),
    onSuccess: ({ resource: former }) => {
      refresh();
      const back = { is_active: resource.is_active };
      if (former) toastWithUndo(`${name} is deleted.`, () => restore.mutate({ former, ...back }));
      else toast(`${name} is deleted.`);
      onClose();
    },
    onError: (error) => {
      refresh();
      toastProblem(error);
      onClose();
    },
  });
  if (!seen.data) {
    return (
      <Modal opened onClose={onClose} title={`Delete ${name}?`} size="sm">
        {seen.isError ? (
          <ErrorState error={seen.error} onRetry={seen.refetch} />
        ) : (
          <LoadingRows rows={2} />
        )}
      </Modal>
    );
  }
  if (seen.data.appointments > 0) return <DepartureDialog {...props} deletes />;
  return (
    <Confirm
      title={`Delete ${name}?`}
      act={`Delete ${name}`}
      keep={`Keep ${name}`}
      isLoss
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      {seen.data.has_history ? (
        <>
          {name} goes out of every list and the booking page. Past appointments and reports go on
          naming {name}, and you can bring {name} back.
        </>
      ) : (
        <>
          Nothing was ever booked with {name}, so nothing is left afterwards, hours and time off
          included.{" "}
          <Text span inherit fw={600}>
            This can't be taken back.
          </Text>
        </>
      )}
    </Confirm>
  );
}
