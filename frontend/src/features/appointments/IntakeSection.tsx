import { Button, Group, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { getAnswers, setAnswers } from "../../api/generated/api";
import type { Appointment } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { AnswerList } from "../../ui/intake/AnswerList";
import { AnswersModal } from "../../ui/intake/AnswersModal";
import { toast } from "../../ui/toast";
import classes from "./MailList.module.css";

interface IntakeSectionProps {
  appointment: Appointment;
  mayEdit: boolean;
  locale: string;
}

/** What the customer answered; the team may note answers for them. */
export function IntakeSection({ appointment, mayEdit, locale }: IntakeSectionProps) {
  const { id, version, time_zone: zone } = appointment;
  const client = useQueryClient();
  const [isEditing, setEditing] = useState(false);
  const { data: intake } = useQuery({
    // Answering counts the version up, and so does everything else that may concern it.
    queryKey: keys.appointments.answers(id, version),
    queryFn: ({ signal }) => getAnswers(id, { signal }),
    placeholderData: (before) => before,
  });
  if (!intake || (intake.questions.length === 0 && intake.answers.length === 0)) return null;
  return (
    <section aria-label="Answers" className={classes.mails}>
      <h3 className={classes.title}>Answers</h3>
      {intake.answers.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing is answered yet.
        </Text>
      )}
      <AnswerList answers={intake.answers} zone={zone} locale={locale} />
      {mayEdit && intake.can_answer && intake.questions.length > 0 && (
        <Group mt="xs">
          <Button size="xs" variant="default" onClick={() => setEditing(true)}>
            {intake.answers.length > 0 ? "Change answers" : "Note answers"}
          </Button>
        </Group>
      )}
      {isEditing && (
        <AnswersModal
          title={`Answers for ${appointment.service.name}`}
          intake={intake}
          zone={zone}
          locale={locale}
          isComplete={false}
          save={(body) => setAnswers(id, body, ifMatch(intake.version))}
          onSaved={() => {
            setEditing(false);
            client.invalidateQueries({ queryKey: keys.appointments.all });
            toast("Answers saved.");
          }}
          onClose={() => setEditing(false)}
        />
      )}
    </section>
  );
}
