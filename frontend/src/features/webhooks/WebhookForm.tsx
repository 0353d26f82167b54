import { Checkbox, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { addWebhook, changeWebhook, listWebhooks } from "../../api/generated/api";
import type {
  NewWebhook,
  Topic,
  Webhook,
  WebhookWithSecret,
} from "../../api/generated/api.schemas";
import { idempotent } from "../../api/http";
import { useSubmission } from "../../api/submission";
import { FormModal } from "../../ui/FormModal";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { foundIn, useChangeOf } from "../../ui/useChangeOf";
import { groupsOf } from "./topics";
import classes from "./Webhooks.module.css";

interface WebhookFormProps {
  /** Nothing for a new one. */
  webhook: Webhook | null;
  topics: Topic[];
  onSaved: (saved: Webhook | WebhookWithSecret) => void;
  onClose: () => void;
}

function valuesOf(webhook: Webhook | null) {
  return { name: webhook?.name ?? "", url: webhook?.url ?? "", topics: webhook?.topics ?? [] };
}

export function WebhookForm({ webhook, topics, onSaved, onClose }: WebhookFormProps) {
  const submit = useSubmission();
  const form = useForm({
    initialValues: valuesOf(webhook),
    validate: {
      name: (value) => (value.trim() ? null : "Which program is it?"),
      url: (value) => (value.trim() ? null : "Enter the address that it gave you."),
      topics: (value) => (value.length > 0 ? null : "Choose at least one."),
    },
  });
  const { change } = useChangeOf(form, webhook ?? undefined, {
    valuesOf,
    newest: async (seen) => foundIn((await listWebhooks()).items, seen),
  });
  const save = useMutation({
    mutationFn: (values: NewWebhook): Promise<Webhook | WebhookWithSecret> =>
      webhook
        ? change(values, (seen) => changeWebhook(webhook.id, values, seen))
        : submit(values, (body, key) => addWebhook(body, idempotent(key))),
    onSuccess: onSaved,
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <FormModal
      title={webhook ? `Change ${webhook.name}` : "New webhook"}
      act={webhook ? "Save" : "Add webhook"}
      isBusy={save.isPending}
      error={save.error}
      size="lg"
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate(values as NewWebhook), focusFirstError(form))}
    >
      <TextInput
        label="Name"
        description="The program that listens."
        placeholder="Bookkeeping"
        maxLength={60}
        data-autofocus
        {...form.getInputProps("name")}
      />
      <TextInput
        label="Address"
        type="url"
        inputMode="url"
        placeholder="https://"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        maxLength={2000}
        {...form.getInputProps("url")}
      />
      <Checkbox.Group label="It hears of" {...form.getInputProps("topics")}>
        {groupsOf(topics).map(({ label, topics: own }) => (
          <fieldset key={label} className={classes.group}>
            <legend className={classes.legend}>{label}</legend>
            <div className={classes.topics}>
              {own.map(({ name, meaning }) => (
                <Checkbox key={name} value={name} label={meaning} description={name} />
              ))}
            </div>
          </fieldset>
        ))}
      </Checkbox.Group>
    </FormModal>
  );
}
