import { Radio, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { createContractTemplate } from "../../api/generated/api";
import type { NewTemplate } from "../../api/generated/api.schemas";
import { idempotent } from "../../api/http";
import { useSubmission } from "../../api/submission";
import { FormModal } from "../../ui/FormModal";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { useTakeTemplate } from "./queries";
import classes from "./Templates.module.css";

const KINDS = [
  { value: "pdf", label: "Upload a PDF", hint: "It stays as it is; you put fields on its pages." },
  { value: "html", label: "Write it here", hint: "Names, times and prices fill themselves in." },
];

interface Values {
  name: string;
  description: string;
  kind: NewTemplate["kind"];
}

/** A name and a kind; everything else happens in the editor. */
export function TemplateForm({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const take = useTakeTemplate();
  const submitOnce = useSubmission();
  const form = useForm<Values>({
    initialValues: { name: "", description: "", kind: "pdf" },
    validate: { name: (value) => (value.trim() ? null : "Give it a name.") },
  });
  const make = useMutation({
    mutationFn: ({ name, description, kind }: Values) =>
      submitOnce({ name: name.trim(), description: description.trim(), kind }, (body, key) =>
        createContractTemplate(body, idempotent(key)),
      ),
    onSuccess: (template) => {
      take(template);
      navigate(`/app/templates/${template.id}`);
    },
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <FormModal
      title="New template"
      act="Make it"
      isBusy={make.isPending}
      error={make.error}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => make.mutate(values), focusFirstError(form))}
    >
      <TextInput label="Name" data-autofocus maxLength={120} {...form.getInputProps("name")} />
      <Textarea
        label="What it is for (optional)"
        maxLength={500}
        {...form.getInputProps("description")}
      />
      <Radio.Group label="How" {...form.getInputProps("kind")}>
        <div className={classes.kinds}>
          {KINDS.map(({ value, label, hint }) => (
            <Radio.Card key={value} value={value} className={classes.kind} aria-label={label}>
              <strong>{label}</strong>
              <small>{hint}</small>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
    </FormModal>
  );
}
