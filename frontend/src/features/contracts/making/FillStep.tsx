import { Button, Group, SimpleGrid, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type {
  ContractChanges,
  ContractDetail,
  ContractField,
} from "../../../api/generated/api.schemas";
import { DaysInput } from "./DaysInput";
import classes from "./Making.module.css";
import { ValueInput } from "./ValueInput";

interface FillStepProps {
  contract: ContractDetail;
  onChange: (change: ContractChanges) => void;
  onBack: () => void;
  onNext: () => void;
}

const BY_SENDER = new Set(["text", "number", "date", "checkbox", "radio", "dropdown"]);

function isForSender({ type, role, prefill }: ContractField): boolean {
  return BY_SENDER.has(type) && !(!role && prefill);
}

/** What the mail says, until when, and whatever the sender can fill in for the signers. */
export function FillStep({ contract, onChange, onBack, onNext }: FillStepProps) {
  const [title, setTitle] = useState(contract.title);
  const [message, setMessage] = useState(contract.message);
  const [isAsked, setAsked] = useState(false);
  const open = contract.fields.filter(isForSender);
  const [values, setValues] = useState<Record<string, unknown>>(() =>
    Object.fromEntries(
      open.flatMap(({ id }) => (id in contract.values ? [[id, contract.values[id]]] : [])),
    ),
  );
  const setValue = (id: string, value: unknown) => {
    const next = { ...values, [id]: value };
    setValues(next);
    onChange({ values: next });
  };
  const next = () => {
    setAsked(true);
    if (title.trim()) onNext();
  };
  return (
    <section aria-label="What is known" className={classes.form}>
      <TextInput
        label="Title"
        description="Signers see it in the mail and above the document."
        maxLength={200}
        value={title}
        error={isAsked && !title.trim() ? "Give it a title." : undefined}
        onChange={({ currentTarget }) => {
          setTitle(currentTarget.value);
          if (currentTarget.value.trim()) onChange({ title: currentTarget.value.trim() });
        }}
      />
      <Textarea
        label="Message (optional)"
        description="A few words of yours in the mail."
        maxLength={2000}
        value={message}
        onChange={({ currentTarget }) => {
          setMessage(currentTarget.value);
          onChange({ message: currentTarget.value });
        }}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <DaysInput
          label="Sign within"
          description="Then it runs out, and nobody can sign any more."
          most={366}
          value={contract.expires_in_days}
          onChange={(days) => days && onChange({ expires_in_days: days })}
        />
        <DaysInput
          label="Remind every"
          description="Empty means never by itself."
          most={90}
          value={contract.remind_every_days}
          onChange={(remind_every_days) => onChange({ remind_every_days })}
        />
      </SimpleGrid>
      {open.length > 0 && (
        <fieldset className={classes.known}>
          <legend>Fill in what you know</legend>
          <Text size="xs" c="dimmed" mb="xs">
            Signers can still change what is theirs.
          </Text>
          {open.map((field) => (
            <ValueInput
              key={field.id}
              field={field}
              role={contract.roles.find(({ key }) => key === field.role)?.name ?? null}
              value={values[field.id]}
              onChange={(value) => setValue(field.id, value)}
            />
          ))}
        </fieldset>
      )}
      <Group justify="space-between" mt="lg">
        <Button variant="default" onClick={onBack}>
          Back
        </Button>
        <Button onClick={next}>Continue</Button>
      </Group>
    </section>
  );
}
