import { Button, Group, Text, UnstyledButton } from "@mantine/core";
import { IconArrowLeft, IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listParticipants } from "../../api/generated/api";
import type { Appointment } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useMe } from "../../api/session";
import { countText } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { StateBadge } from "../../ui/StateBadge";
import { ErrorState, LoadingRows } from "../../ui/States";
import { AddParticipant } from "./AddParticipant";
import classes from "./Participants.module.css";
import { StepMenu } from "./StepMenu";
import { isMovable, whoOf } from "./steps";

interface ParticipantsProps {
  session: Appointment;
  onOpen: (id: string) => void;
}

/** Who comes to a class: checked in one by one, each with an appointment of their own. */
export function Participants({ session, onOpen }: ParticipantsProps) {
  const me = useMe();
  const [isAdding, setAdding] = useState(false);
  const { data, isError, error, refetch } = useQuery({
    queryKey: keys.appointments.participants(session.id),
    queryFn: ({ signal }) => listParticipants(session.id, { signal }),
    select: ({ items }) => items,
  });
  const mayAdd = may(me, MAY.book) && isMovable(session);
  return (
    <section aria-labelledby="participants" className={classes.section}>
      <Group justify="space-between" wrap="nowrap">
        <Text component="h3" id="participants" className={classes.heading}>
          Participants
        </Text>
        {mayAdd && !isAdding && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconUserPlus size={16} />}
            onClick={() => setAdding(true)}
          >
            Add
          </Button>
        )}
      </Group>
      {isAdding && <AddParticipant session={session} onClose={() => setAdding(false)} />}
      {isError && !data && <ErrorState error={error} onRetry={refetch} />}
      {!isError && !data && <LoadingRows rows={2} />}
      {data?.length === 0 && (
        <Text size="sm" c="dimmed">
          Nobody comes yet.
        </Text>
      )}
      {data && data.length > 0 && (
        <ul className={classes.list}>
          {data.map((each) => (
            <Participant key={each.id} participant={each} onOpen={onOpen} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Participant({ participant, onOpen }: ParticipantProps) {
  const { id, seats, state } = participant;
  return (
    <li className={classes.row}>
      <UnstyledButton className={classes.name} onClick={() => onOpen(id)}>
        {whoOf(participant)}
        {seats > 1 && <small>{countText(seats, "seat")}</small>}
      </UnstyledButton>
      {state !== "confirmed" && <StateBadge of={participant} />}
      <StepMenu appointment={participant} isQuiet />
    </li>
  );
}

interface ParticipantProps {
  participant: Appointment;
  onOpen: (id: string) => void;
}

/** From a participant back to the class and everybody else. */
export function ClassLink({ sessionId, onOpen }: ClassLinkProps) {
  return (
    <Button
      size="xs"
      mb="lg"
      variant="default"
      leftSection={<IconArrowLeft size={16} />}
      onClick={() => onOpen(sessionId)}
    >
      The whole class
    </Button>
  );
}

interface ClassLinkProps {
  sessionId: string;
  onOpen: (id: string) => void;
}
