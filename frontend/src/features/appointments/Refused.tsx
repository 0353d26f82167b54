import { Button, Group } from "@mantine/core";
import type { PublicStaff as Staff } from "../../api/generated/api.schemas";
import { type Alternative, alternativeText } from "../../lib/alternatives";
import { Refusal } from "../../ui/Refusal";

interface RefusedProps {
  error: unknown;
  /** Says it better than the server does. */
  title?: string;
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
export function Refused({ error, title, others, anyway }: RefusedProps) {
  const slots = others?.slots.slice(0, 3) ?? [];
  return (
    <Refusal error={error} title={title}>
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
    </Refusal>
  );
}
