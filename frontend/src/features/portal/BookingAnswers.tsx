import { Button, Group } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { getMyAnswers, setMyAnswers } from "../../api/generated/api";
import type { MyAppointment } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { useMe } from "../../api/session";
import { looksOnly } from "../../lib/permissions";
import { AnswerList } from "../../ui/intake/AnswerList";
import { AnswersModal } from "../../ui/intake/AnswersModal";
import { toast } from "../../ui/toast";

interface BookingAnswersProps {
  booking: MyAppointment;
  locale: string;
}

/** What one answered for a booking, and a way to answer otherwise before it begins. */
export function BookingAnswers({ booking, locale }: BookingAnswersProps) {
  const { id, version, service, time_zone: zone } = booking;
  const isReadOnly = looksOnly(useMe());
  const client = useQueryClient();
  const [isEditing, setEditing] = useState(false);
  const { data: intake } = useQuery({
    queryKey: keys.appointments.answers(id, version),
    queryFn: ({ signal }) => getMyAnswers(id, { signal }),
    placeholderData: (before) => before,
  });
  if (!intake) return null;
  const mayAnswer = !isReadOnly && intake.can_answer && intake.questions.length > 0;
  if (intake.answers.length === 0 && !mayAnswer) return null;
  return (
    <Group mt="sm" gap="sm" display="grid">
      <AnswerList answers={intake.answers} zone={zone} locale={locale} />
      {mayAnswer && (
        <Button size="xs" variant="default" w="fit-content" onClick={() => setEditing(true)}>
          {intake.answers.length > 0 ? "Change answers" : "Answer a few questions"}
        </Button>
      )}
      {isEditing && (
        <AnswersModal
          title={`Questions about ${service.name}`}
          intake={intake}
          zone={zone}
          locale={locale}
          isComplete
          save={(body) => setMyAnswers(id, body, ifMatch(intake.version))}
          onSaved={() => {
            setEditing(false);
            client.invalidateQueries({ queryKey: keys.appointments.all });
            toast("Your answers are saved.");
          }}
          onClose={() => setEditing(false)}
        />
      )}
    </Group>
  );
}
