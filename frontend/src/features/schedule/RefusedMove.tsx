import { Alert, Button, Group } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import type { Resource, Slot } from "../../api/generated/api.schemas";
import { alternativeText } from "../../lib/alternatives";
import { momentText } from "../../lib/format";
import { customerName } from "./timeline/bars";
import type { Refused } from "./useMove";

interface RefusedMoveProps {
  refused: Refused;
  zone: string;
  locale: string;
  /** Who could take it at that time instead of whoever was meant to. */
  otherOf: (slot: Slot) => Resource | null;
  onPick: (slot: Slot) => void;
  /** Whoever may put it over what is there. */
  onAnyway?: () => void;
  onDismiss: () => void;
}

/** Why the appointment sprang back, and where it could go instead. */
export function RefusedMove(props: RefusedMoveProps) {
  const { refused, zone, locale, otherOf, onPick, onAnyway, onDismiss } = props;
  const { move, problem } = refused;
  const now = Date.parse(move.appointment.starts_at);
  const others = problem.alternatives.filter(
    (slot) => Date.parse(slot.starts_at) !== now || otherOf(slot),
  );
  return (
    <Alert
      color="yellow"
      m="sm"
      mb={0}
      radius="md"
      role="alert"
      icon={<IconArrowBackUp size={18} />}
      title={`${customerName(move.appointment)} stays at ${momentText(move.appointment.starts_at, zone, locale)}. ${problem.message}`}
      withCloseButton
      closeButtonLabel="Dismiss"
      onClose={onDismiss}
    >
      {(others.length > 0 || onAnyway) && (
        <Group gap="xs">
          {others.length > 0 && "Free instead:"}
          {others.slice(0, 3).map((slot) => (
            <Button key={slot.starts_at} size="xs" variant="default" onClick={() => onPick(slot)}>
              {alternativeText(slot, otherOf(slot), zone, locale)}
            </Button>
          ))}
          {onAnyway && (
            <Button size="xs" variant="light" color="red" onClick={onAnyway}>
              Move anyway, over the other
            </Button>
          )}
        </Group>
      )}
    </Alert>
  );
}
