import { Alert, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconArrowBackUp, IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import { stopDeparture, undoDeparture } from "../../api/generated/api";
import type { Departure, Resource } from "../../api/generated/api.schemas";
import { countText } from "../../lib/format";
import { Confirm } from "../../ui/Confirm";
import { ErrorState, LoadingRows } from "../../ui/States";
import { AheadList } from "./AheadList";
import { doneBy, isUnderWay, useDeparture, useDepartureAct, useLeftBehind } from "./useDeparture";

interface DepartureResultProps {
  resource: Resource;
  id: string;
  zone: string;
  locale: string;
  onClose: () => void;
}

/** How far it is, what it came to, what could not be moved and why, and the way back. */
export function DepartureResult(props: DepartureResultProps) {
  const { id, locale, onClose } = props;
  const { data: found, isError, error, refetch } = useDeparture(id);
  if (isError && !found) return <ErrorState error={error} onRetry={refetch} />;
  if (!found) return <LoadingRows rows={3} />;
  return isUnderWay(found) ? (
    <OnItsWay found={found} locale={locale} onClose={onClose} />
  ) : (
    <Settled found={found} {...props} />
  );
}

interface OnItsWayProps {
  found: Departure;
  locale: string;
  onClose: () => void;
}

function OnItsWay({ found, locale, onClose }: OnItsWayProps) {
  const stop = useDepartureAct(stopDeparture);
  return (
    <Stack py="sm" gap="sm">
      <Text role="status">{WORKING[found.state === "undoing" ? "undo" : found.do]}</Text>
      <Progress
        value={found.to_settle ? (found.settled / found.to_settle) * 100 : 0}
        animated
        size="lg"
        radius="xl"
        aria-label="Progress"
      />
      <Text size="sm" c="dimmed" className="tabular">
        {found.settled.toLocaleString(locale)} of {found.to_settle.toLocaleString(locale)}{" "}
        appointments. You can leave this page meanwhile.
      </Text>
      <Group justify="flex-end">
        {found.state === "working" && (
          <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate(found.id)}>
            Stop
          </Button>
        )}
        <Button onClick={onClose}>Close</Button>
      </Group>
    </Stack>
  );
}

function Settled({ found, ...props }: DepartureResultProps & { found: Departure }) {
  const { resource, id, onClose } = props;
  const undo = useDepartureAct(undoDeparture);
  const [isAsking, setAsking] = useState(false);
  const done = doneBy(found);
  return (
    <Stack>
      <Outcome found={found} name={resource.name} />
      <LeftBehind found={found} {...props} />
      <Group justify="flex-end">
        {found.can_be_undone && (
          <Button
            variant="subtle"
            mr="auto"
            leftSection={<IconArrowBackUp size={16} />}
            loading={undo.isPending}
            onClick={() => setAsking(true)}
          >
            Take it back
          </Button>
        )}
        <Button onClick={onClose}>Close</Button>
      </Group>
      {isAsking && (
        <Confirm
          title={
            found.is_deleted ? `Bring ${resource.name} back?` : `Switch ${resource.name} on again?`
          }
          act="Take it back"
          keep="Leave it so"
          isBusy={undo.isPending}
          onConfirm={() => undo.mutate(id, { onSettled: () => setAsking(false) })}
          onClose={() => setAsking(false)}
        >
          {done > 0 &&
            `${countText(done, "appointment")} moved or cancelled ${
              done === 1 ? "goes" : "go"
            } back to how ${done === 1 ? "it was" : "they were"}, but for what was changed since
            or whose time is no longer free. Customers who were written to are written to again.`}
          {done === 0 && `${resource.name} can be booked again.`}
        </Confirm>
      )}
    </Stack>
  );
}

const WORKING: Record<Departure["do"] | "undo", string> = {
  leave: "The appointments are gone through.",
  move: "The appointments are being moved.",
  cancel: "The appointments are being cancelled.",
  undo: "The appointments go back to how they were.",
};

function Outcome({ found, name }: { found: Departure; name: string }) {
  const { state, left_behind } = found;
  const isFine = left_behind === 0 && state !== "stopped";
  return (
    <Alert
      color={isFine ? "green" : "yellow"}
      icon={isFine ? <IconCircleCheck size={18} /> : <IconAlertTriangle size={18} />}
      role="status"
    >
      {state === "undone"
        ? backWith(name, found)
        : `${state === "stopped" ? "Stopped. " : ""}${outcomeOf(name, found)}`}
    </Alert>
  );
}

/** Those that stayed were never anybody else's; only what had been moved or cancelled comes back. */
export function backWith(name: string, found: Departure): string {
  const done = doneBy(found);
  if (done === 0) return `${name} is back. No appointment had been moved or cancelled.`;
  const all = found.taken_back === done ? "" : ` of ${countText(done, "appointment")}`;
  const back = all ? `${found.taken_back || "none"}` : countText(found.taken_back, "appointment");
  return `${name} is back, with ${back}${all} as before.`;
}

/** "Mia is off: 2 appointments moved, 1 appointment left." */
export function outcomeOf(name: string, found: Departure): string {
  const { moved, cancelled, stayed, deletes, is_deleted } = found;
  const told = [
    moved && `${countText(moved, "appointment")} moved`,
    cancelled && `${countText(cancelled, "appointment")} cancelled`,
    stayed && `${countText(stayed, "appointment")} left`,
  ].filter(Boolean);
  const so = is_deleted ? "deleted" : "off";
  const rest = deletes && !is_deleted ? ` ${whyNotDeleted(stayed)}` : "";
  return `${name} is ${so}${told.length ? `: ${told.join(", ")}` : ""}.${rest}`;
}

function whyNotDeleted(stayed: number): string {
  return stayed > 0
    ? "Move what is left, then delete again."
    : "Somebody is booking or is offered a time just now: delete again once that is over.";
}

type LeftBehindProps = Pick<DepartureResultProps, "resource" | "zone" | "locale">;

function LeftBehind({ found, resource, ...at }: LeftBehindProps & { found: Departure }) {
  const listed = useLeftBehind(found);
  if (found.left_behind === 0) return null;
  const items = listed.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-label="What was left">
      <Text size="sm" fw={600} mb={6}>
        {found.state === "undone"
          ? "These could not come back:"
          : `These stay with ${resource.name}, to be moved one by one:`}
      </Text>
      {listed.isPending && <LoadingRows rows={2} />}
      {listed.isError && <ErrorState error={listed.error} onRetry={listed.refetch} />}
      <AheadList items={items} more={0} isLinked {...at} />
      {listed.hasNextPage && (
        <Button
          mt="xs"
          size="compact-sm"
          variant="subtle"
          loading={listed.isFetchingNextPage}
          onClick={() => listed.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </section>
  );
}
