import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Appointment } from "../../api/generated/api.schemas";
import { serviceContractQuery } from "../../api/serviceContract";
import { useMe } from "../../api/session";
import { MAY, may } from "../../lib/permissions";

interface NotMadeProps {
  appointment: Pick<Appointment, "state" | "series_id" | "session"> & { service: { id: string } };
}

/** The contract that the appointment's service asks for, where the appointment has none; or "None.". */
export function NotMade({ appointment }: NotMadeProps) {
  const { state, series_id, session } = appointment;
  // Nobody signs for a series, nor for a class: each participant has their own.
  const isExpected = ["pending", "confirmed"].includes(state) && !series_id && !session;
  const asked = useQuery({
    ...serviceContractQuery(appointment.service.id),
    enabled: may(useMe(), MAY.viewSetup) && isExpected,
  });
  if (asked.isLoading) return null;
  const waits = asked.data?.policy === "block" && state === "pending";
  return (
    <Text size="sm" c="dimmed">
      {asked.data
        ? `“${asked.data.template_name}” is to be signed for this service, and this appointment has none.`
        : "None."}
      {waits && " It waits until it is signed."}
    </Text>
  );
}
