import { Alert, Button, Group, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { listMailTexts, resetMailText, setMailText } from "../../api/generated/api";
import type { MailText, NewMailText } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useMe } from "../../api/session";
import { MAY, may } from "../../lib/permissions";
import { Confirm } from "../../ui/Confirm";
import { SaveBar } from "../../ui/SaveBar";
import { SettingsFields } from "../../ui/SettingsFields";
import { toast, toastProblem } from "../../ui/toast";
import { useSettings } from "../../ui/useSettings";
import { lacksOf } from "./lacking";
import { MailPreview } from "./MailPreview";
import classes from "./Mails.module.css";

interface MailTextFormProps {
  text: MailText;
  name: string;
}

function valuesOf({ subject, body }: MailText): NewMailText {
  return { subject, body };
}

/** Subject and text of one kind of mail, with its variables at hand and the mail beside it. */
export function MailTextForm({ text, name }: MailTextFormProps) {
  const mayEdit = may(useMe(), MAY.editTenant);
  const client = useQueryClient();
  const area = useRef<HTMLTextAreaElement>(null);
  const [isResetting, setResetting] = useState(false);
  const form = useForm<NewMailText>({
    initialValues: valuesOf(text),
    validate: {
      subject: (subject) => (subject.trim() ? null : "Enter a subject."),
      body: (body) => (body.trim() ? null : "Enter a text."),
    },
  });
  const settle = () => client.invalidateQueries({ queryKey: keys.mailTexts });
  const { onSubmit, bar, ifSeen } = useSettings(form, text, {
    valuesOf,
    newest: async () => {
      const now = await listMailTexts();
      client.setQueryData(keys.mailTexts, now);
      return now.items.find(({ kind }) => kind === text.kind) ?? text;
    },
    save: (sent, seen) => setMailText(text.kind, sent, seen),
    onSaved: () => {
      toast(`“${name}” is saved.`);
      settle();
    },
  });
  const reset = useMutation({
    mutationFn: () => resetMailText(text.kind, ifSeen()),
    onSuccess: () => toast(`“${name}” says what it said at first.`),
    onError: toastProblem,
    onSettled: () => {
      setResetting(false);
      settle();
    },
  });
  const insert = (variable: string) => {
    const at = area.current?.selectionStart ?? form.values.body.length;
    const until = area.current?.selectionEnd ?? at;
    const body = form.values.body;
    form.setFieldValue("body", `${body.slice(0, at)}{{${variable}}}${body.slice(until)}`);
    area.current?.focus();
  };
  const lacks = lacksOf(text, form.values);
  return (
    <div className={classes.editor}>
      <form noValidate onSubmit={onSubmit}>
        <SettingsFields gap="md">
          <TextInput label="Subject" maxLength={150} {...form.getInputProps("subject")} />
          <Textarea
            ref={area}
            label="Text"
            description="A paragraph whose variable is empty is left out."
            rows={14}
            resize="vertical"
            maxLength={5000}
            {...form.getInputProps("body")}
          />
          {mayEdit && (
            <fieldset className={classes.variables}>
              <legend>Put in at the cursor</legend>
              {text.variables.map(({ name: variable, meaning }) => (
                <Button
                  key={variable}
                  size="compact-xs"
                  variant="default"
                  title={meaning}
                  aria-label={`Put in: ${meaning}`}
                  onClick={() => insert(variable)}
                >
                  {variable}
                </Button>
              ))}
            </fieldset>
          )}
          {lacks && (
            <Alert
              color="yellow"
              icon={<IconAlertTriangle size={18} />}
              title={lacks}
              role="status"
            />
          )}
          <SaveBar act="Save mail" {...bar} />
          {text.is_own && !bar.isDirty && mayEdit && (
            <Group>
              <Button variant="subtle" onClick={() => setResetting(true)}>
                Go back to the first text
              </Button>
            </Group>
          )}
        </SettingsFields>
      </form>
      <section aria-label="Preview">
        <Text fw={600} size="sm" mb="xs">
          Preview, with an invented appointment
        </Text>
        <MailPreview kind={text.kind} values={form.values} />
      </section>
      {isResetting && (
        <Confirm
          title={`Go back to the first text of “${name}”?`}
          act="Go back"
          keep="Keep mine"
          isLoss
          isBusy={reset.isPending}
          onConfirm={() => reset.mutate()}
          onClose={() => setResetting(false)}
        >
          Your own words for this mail are lost.
        </Confirm>
      )}
    </div>
  );
}
