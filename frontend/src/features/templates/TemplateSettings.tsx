import { NumberInput, SimpleGrid, Switch, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ContractTemplate, TemplateChanges } from "../../api/generated/api.schemas";
import { FormModal } from "../../ui/FormModal";
import { focusFirstError } from "../../ui/forms";

interface TemplateSettingsProps {
  template: ContractTemplate;
  onSave: (change: TemplateChanges) => void;
  onClose: () => void;
}

/** Its name, and how contracts made from it begin. */
export function TemplateSettings({ template, onSave, onClose }: TemplateSettingsProps) {
  const { name, description, settings } = template;
  const form = useForm({
    initialValues: {
      name,
      description,
      expires_in_days: settings.expires_in_days ?? (14 as number | string),
      remind_every_days: settings.remind_every_days ?? ("" as number | string),
      requires_code: settings.requires_code,
    },
    validate: {
      name: (value) => (value.trim() ? null : "Give it a name."),
      expires_in_days: (value) => (Number(value) >= 1 ? null : "Enter a number of days."),
    },
  });
  return (
    <FormModal
      title="Settings of the template"
      act="Save"
      isBusy={false}
      error={null}
      onClose={onClose}
      onSubmit={form.onSubmit(
        (values) =>
          onSave({
            name: values.name.trim(),
            description: values.description.trim(),
            settings: {
              ...settings,
              expires_in_days: Number(values.expires_in_days),
              remind_every_days:
                values.remind_every_days === "" ? null : Number(values.remind_every_days),
              requires_code: values.requires_code,
            },
          }),
        focusFirstError(form),
      )}
    >
      <TextInput label="Name" data-autofocus maxLength={120} {...form.getInputProps("name")} />
      <Textarea
        label="What it is for (optional)"
        maxLength={500}
        {...form.getInputProps("description")}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NumberInput
          label="Sign within"
          description="Then a contract runs out."
          suffix=" days"
          min={1}
          max={366}
          allowDecimal={false}
          {...form.getInputProps("expires_in_days")}
        />
        <NumberInput
          label="Remind every"
          description="Empty means never by itself."
          suffix=" days"
          min={1}
          max={90}
          allowDecimal={false}
          {...form.getInputProps("remind_every_days")}
        />
      </SimpleGrid>
      <Switch
        label="Also ask signers for a code that is mailed to them"
        {...form.getInputProps("requires_code", { type: "checkbox" })}
      />
    </FormModal>
  );
}
