import { Button, Group, Modal, Radio, Stack, Switch, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  deactivateResource,
  previewResourceDeactivation,
  undoDeparture,
} from "../../api/generated/api";
import type { DeparturePreview, DepartureWish, Resource } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { countText } from "../../lib/format";
import { Refusal } from "../../ui/Refusal";
import { ErrorState, LoadingRows } from "../../ui/States";
import { toastWithUndo } from "../../ui/toast";
import { useOnTop } from "../../ui/useClosing";
import { AheadList } from "./AheadList";
import { DepartureResult, outcomeOf } from "./DepartureResult";
import { TakingOver } from "./TakingOver";
import { doneBy, isUnderWay, useDepartureAct, useLastDeparture, useRefresh } from "./useDeparture";

interface DepartureDialogProps {
  resource: Resource;
  zone: string;
  locale: string;
  /** It is deleted once nothing is left. */
  deletes?: boolean;
  /** The resource is off; its appointments may still be on their way. */
  onOff?: (resource: Resource) => void;
  onClose: () => void;
}

const FIRST: DepartureWish = { do: "leave", otherwise: "leave", notify: true, to_id: null };

/** Asks where the appointments of somebody go who is no longer booked. */
export function DepartureDialog(props: DepartureDialogProps) {
  const { resource, onClose } = props;
  const [begun, setBegun] = useState<string | null>(null);
  const sheet = useOnTop(onClose);
  const ahead = usePreview(resource, FIRST, !begun);
  if (begun) {
    return (
      <Modal opened {...sheet} title={`${resource.name}'s appointments`} size="lg">
        <DepartureResult id={begun} {...props} />
      </Modal>
    );
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Where do ${resource.name}'s appointments go?`}
      size="lg"
    >
      {ahead.isError && <ErrorState error={ahead.error} onRetry={ahead.refetch} />}
      {ahead.isPending && <LoadingRows rows={3} />}
      {ahead.data && <Deciding {...props} ahead={ahead.data} onBegun={setBegun} />}
    </Modal>
  );
}

/** What a decision would come to. */
function usePreview(resource: Resource, wish: DepartureWish, isWanted = true) {
  return useQuery({
    queryKey: keys.departures.preview(resource.id, wish.do, wish.to_id ?? "", wish.otherwise ?? ""),
    queryFn: ({ signal }) => previewResourceDeactivation(resource.id, wish, { signal }),
    enabled: isWanted && (wish.do !== "move" || !!wish.to_id),
    staleTime: 0,
  });
}

interface DecidingProps extends DepartureDialogProps {
  ahead: DeparturePreview;
  onBegun: (id: string) => void;
}

function Deciding(props: DecidingProps) {
  const { resource, zone, locale, ahead, deletes = false, onBegun, onOff, onClose } = props;
  const [wish, setWish] = useState(() => (deletes ? firstToDelete(ahead) : FIRST));
  const set = (more: Partial<DepartureWish>) => setWish({ ...wish, ...more });
  const refresh = useRefresh();
  const undo = useDepartureAct(undoDeparture);
  const leave = useMutation({
    mutationFn: () =>
      deactivateResource(resource.id, { ...wish, deletes }, ifMatch(resource.version)),
    onSuccess: ({ departure, resource: now }) => {
      refresh();
      onOff?.(now);
      if (isUnderWay(departure)) return onBegun(departure.id);
      toastWithUndo(outcomeOf(resource.name, departure), () => undo.mutate(departure.id));
      onClose();
    },
  });
  const last = useLastDeparture(resource.id, true).data;
  const fitting = usePreview(resource, { ...wish, otherwise: "leave" }, wish.do === "move");
  const isTold = wish.do === "cancel" || wish.do === "move";
  return (
    <Stack>
      <Text size="sm">
        {countText(ahead.count, "appointment")} {ahead.count === 1 ? "is" : "are"} still to come:
      </Text>
      <AheadList
        items={ahead.items}
        more={ahead.count - ahead.items.length}
        {...{ zone, locale }}
      />
      <Radio.Group
        aria-label="What happens to them"
        value={wish.do}
        onChange={(value) => set({ do: value as DepartureWish["do"] })}
      >
        <Stack gap={10}>
          <Radio
            value="move"
            disabled={ahead.stand_ins.length === 0}
            label="Somebody else takes them over"
            description={ahead.stand_ins.length ? undefined : "Nobody else gives these services."}
          />
          {wish.do === "move" && (
            <TakingOver {...{ resource, ahead, fitting, wish }} onWish={set} />
          )}
          {!deletes && (
            <Radio value="leave" label="They stay as they are, to be moved one by one" />
          )}
          <Radio value="cancel" label="They are cancelled" />
        </Stack>
      </Radio.Group>
      {isTold && (
        <Switch
          label="Write to the customers"
          checked={wish.notify}
          onChange={(event) => set({ notify: event.currentTarget.checked })}
        />
      )}
      {deletes && (
        <Text size="sm" c="dimmed">
          {resource.name} can't be booked from now on and is deleted once no appointment is left.
          Past appointments and reports go on naming {resource.name}. You can take all of it back.
        </Text>
      )}
      {last?.can_be_undone && doneBy(last) > 0 && (
        <Text size="sm" c="dimmed">
          What became of {countText(doneBy(last), "appointment")} the last time that {resource.name}{" "}
          was switched off can't be taken back after this.
        </Text>
      )}
      {leave.isError && <Refusal error={leave.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Keep {resource.name}
          {!deletes && " bookable"}
        </Button>
        <Button
          color={deletes || wish.do === "cancel" ? "red" : undefined}
          disabled={wish.do === "move" && fitting.isPending}
          loading={leave.isPending}
          onClick={() => leave.mutate()}
        >
          {deletes ? "Delete" : "Switch off"} {resource.name}
        </Button>
      </Group>
    </Stack>
  );
}

/** Whoever is deleted keeps no appointments. */
function firstToDelete({ stand_ins }: DeparturePreview): DepartureWish {
  return { ...FIRST, do: stand_ins.length > 0 ? "move" : "cancel" };
}
