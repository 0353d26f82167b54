import { Anchor, Modal, Text } from "@mantine/core";
import { useState } from "react";
import type { Resource } from "../../api/generated/api.schemas";
import { useBusiness } from "../../api/session";
import { useOnTop } from "../../ui/useClosing";
import { DepartureResult, outcomeOf } from "./DepartureResult";
import { isUnderWay, useLastDeparture } from "./useDeparture";

interface LastDepartureProps {
  resource: Resource;
  zone: string;
}

/** What became of the appointments of somebody who is off, for whoever comes to it later. */
export function LastDeparture({ resource, zone }: LastDepartureProps) {
  const { locale } = useBusiness();
  const [isOpen, setOpen] = useState(false);
  const sheet = useOnTop(() => setOpen(false));
  const { data: last } = useLastDeparture(resource.id, isOpen || !resource.is_active);
  // Whoever takes it back is told what came of that, though there is nothing to see afterwards.
  const isWorthALook = !resource.is_active && last?.state !== "undone";
  if (!last || last.total === 0 || !(isOpen || isWorthALook)) return null;
  return (
    <Text size="sm" c="dimmed">
      {isUnderWay(last)
        ? `${resource.name}'s appointments are on their way. `
        : `${outcomeOf(resource.name, last)} `}
      <Anchor component="button" type="button" size="sm" onClick={() => setOpen(true)}>
        {isUnderWay(last) ? "See how far it is" : "See it, or take it back"}
      </Anchor>
      {isOpen && (
        <Modal opened {...sheet} size="lg" title={`${resource.name}'s appointments`}>
          <DepartureResult
            id={last.id}
            resource={resource}
            zone={zone}
            locale={locale}
            onClose={() => setOpen(false)}
          />
        </Modal>
      )}
    </Text>
  );
}
