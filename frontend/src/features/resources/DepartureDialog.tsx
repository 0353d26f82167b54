import { Alert, Button, Group, List, Modal, Radio, Stack, Switch, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  deactivateResource,
  previewResourceDeactivation,
  reactivateResource,
} from "../../api/generated/api";
import type { Ahead, Departure, DepartureWish, Resource } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { messageOf } from "../../api/problem";
import { countText, momentText } from "../../lib/format";
import { ErrorState, LoadingRows } from "../../ui/States";
import { toast, toastProblem, toastWithUndo } from "../../ui/toast";
import { TakingOver } from "./TakingOver";

interface DepartureDialogProps {
  resource: Resource;
  zone: string;
  locale: string;
  onDone: (resource: Resource) => void;
  onClose: () => void;
}

const FIRST: DepartureWish = { do: "leave", otherwise: "leave", notify: true, to_id: null };

/** Asks where the appointments of somebody go who is no longer booked. */
export function DepartureDialog(props: DepartureDialogProps) {
  const { resource, onClose } = props;
  const ahead = usePreview(resource, FIRST);
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Where do ${resource.name}'s appointments go?`}
      size="lg"
    >
      {ahead.isError && <ErrorState error={ahead.error} onRetry={ahead.refetch} />}
      {ahead.isPending && <LoadingRows rows={3} />}
      {ahead.data && <Deciding {...props} ahead={ahead.data} />}
    </Modal>
  );
}

/** What a decision would come to. */
export function usePreview(resource: Resource, wish: DepartureWish) {
  return useQuery({
    queryKey: keys.departure(resource.id, wish.do, wish.to_id ?? "", wish.otherwise ?? ""),
    queryFn: ({ signal }) => previewResourceDeactivation(resource.id, wish, { signal }),
    enabled: wish.do !== "move" || !!wish.to_id,
    staleTime: 0,
  });
}

function Deciding(props: DepartureDialogProps & { ahead: Departure }) {
  const { resource, zone, locale, ahead, onDone, onClose } = props;
  const [wish, setWish] = useState(FIRST);
  const set = (more: Partial<DepartureWish>) => setWish({ ...wish, ...more });
  const refresh = useRefresh();
  const undo = useMutation({
    mutationFn: (done: Departure) =>
      reactivateResource(resource.id, { done: done.done }, ifMatch(done.resource.version)),
    onSuccess: ({ taken_back }) => {
      refresh();
      toast(`${resource.name} is back, with ${countText(taken_back, "appointment")}.`);
    },
    onError: (error) => toastProblem(error),
  });
  const leave = useMutation({
    mutationFn: () => deactivateResource(resource.id, wish, ifMatch(resource.version)),
    onSuccess: (done) => {
      refresh();
      toastWithUndo(outcomeOf(resource, done), () => undo.mutate(done));
      onDone(done.resource);
    },
  });
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
            <TakingOver resource={resource} ahead={ahead} wish={wish} onWish={set} />
          )}
          <Radio value="leave" label="They stay as they are, to be moved one by one" />
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
      {leave.isError && (
        <Alert
          color="red"
          role="alert"
          icon={<IconAlertTriangle size={18} />}
          title={messageOf(leave.error)}
        />
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Keep it bookable
        </Button>
        <Button
          color={wish.do === "cancel" ? "red" : undefined}
          disabled={wish.do === "move" && !wish.to_id}
          loading={leave.isPending}
          onClick={() => leave.mutate()}
        >
          Switch off {resource.name}
        </Button>
      </Group>
    </Stack>
  );
}

function useRefresh() {
  const client = useQueryClient();
  return () => {
    for (const queryKey of [keys.resources.all, keys.appointments.all, keys.slots.all]) {
      client.invalidateQueries({ queryKey });
    }
  };
}

function outcomeOf(resource: Resource, { moved, cancelled, left }: Departure): string {
  const told = [
    moved && `${countText(moved, "appointment")} moved`,
    cancelled && `${countText(cancelled, "appointment")} cancelled`,
    left && `${countText(left, "appointment")} left`,
  ].filter(Boolean);
  return `${resource.name} is off: ${told.join(", ")}.`;
}

interface AheadListProps {
  items: Ahead[];
  more: number;
  zone: string;
  locale: string;
}

export function AheadList({ items, more, zone, locale }: AheadListProps) {
  return (
    <List size="sm">
      {items.map(({ id, starts_at, customer, service, reason }) => (
        <List.Item key={id}>
          {momentText(starts_at, zone, locale)}: {customer ?? "A class"}, {service}
          {reason && ` · ${reason}`}
        </List.Item>
      ))}
      {more > 0 && <List.Item>and {more} more</List.Item>}
    </List>
  );
}
