import { Button, Group, Modal, Radio, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { undoDeparture } from "../../api/generated/api";
import type { Departure, Resource } from "../../api/generated/api.schemas";
import { locationsQuery } from "../../api/lists";
import { useBusiness } from "../../api/session";
import { countText } from "../../lib/format";
import { DepartureResult } from "./DepartureResult";
import { doneBy, useDepartureAct } from "./useDeparture";
import { useRestore } from "./useRestore";

interface BringBackProps {
  former: Resource;
  /** What became of the appointments when they left. */
  last: Departure;
  onClose: () => void;
}

/** Asks whether somebody comes back alone or with what was moved or cancelled when they left. */
export function BringBack({ former, last, onClose }: BringBackProps) {
  const { zone, locale } = useBusiness();
  const place = useQuery(locationsQuery).data?.find(({ id }) => id === former.location_id);
  const [how, setHow] = useState("with");
  const [isBegun, setBegun] = useState(false);
  const undo = useDepartureAct(undoDeparture);
  const restore = useRestore();
  const done = doneBy(last);
  const act = () => {
    if (how === "with") undo.mutate(last.id, { onSuccess: () => setBegun(true) });
    else restore.mutate({ former, is_active: true }, { onSuccess: onClose });
  };
  if (isBegun) {
    return (
      <Modal opened onClose={onClose} title={`${former.name}'s appointments`} size="lg">
        <DepartureResult
          id={last.id}
          resource={former}
          zone={place?.time_zone ?? zone}
          locale={locale}
          onClose={onClose}
        />
      </Modal>
    );
  }
  return (
    <Modal opened onClose={onClose} title={`Bring ${former.name} back?`} size="md">
      <Stack>
        <Radio.Group aria-label="What comes back" value={how} onChange={setHow}>
          <Stack gap={10}>
            <Radio
              value="with"
              label={`With the ${countText(done, "appointment")} moved or cancelled on leaving`}
              description="But for what was changed since or whose time is no longer free. Customers who were written to are written to again."
            />
            <Radio
              value="alone"
              label="Alone"
              description={`The ${done === 1 ? "appointment stays" : "appointments stay"} as now, and can only be moved or booked anew one by one afterwards.`}
            />
          </Stack>
        </Radio.Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Leave it so
          </Button>
          <Button loading={undo.isPending || restore.isPending} onClick={act}>
            Bring {former.name} back
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
