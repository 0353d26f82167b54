import { Alert, Button, Group } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { PublicStaff as Staff } from "../../api/generated/api.schemas";
import { type Alternative, alternativeText } from "../../lib/alternatives";

interface RefusedProps {
  message: string;
  /** Free times near the one that was refused. */
  others?: {
    slots: Alternative[];
    zone: string;
    locale: string;
    /** Who would do it at that time, if that is somebody else than was wanted. */
    otherOf: (slot: Alternative) => Staff | null;
    onPick: (slot: Alternative) => void;
  };
  /** Whoever may overlap is asked, not helped to by accident. */
  anyway?: { label: string; onConfirm: () => void };
}

/** Why something was refused, and what could be done instead. */
export function Refused({ message, others, anyway }: RefusedProps) {
  const slots = others?.slots.slice(0, 3) ?? [];
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle size={18} />} title={message}>
      {(slots.length > 0 || anyway) && (
        <Group gap="xs">
          {slots.length > 0 && "Free instead:"}
          {slots.map((slot) => (
            <Button
              key={slot.starts_at}
              size="xs"
              variant="default"
              onClick={() => others?.onPick(slot)}
            >
              {others && alternativeText(slot, others.otherOf(slot), others.zone, others.locale)}
            </Button>
          ))}
          {anyway && (
            <Button size="xs" variant="light" color="red" onClick={anyway.onConfirm}>
              {anyway.label}
            </Button>
          )}
        </Group>
      )}
    </Alert>
  );
}
