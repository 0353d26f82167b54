import { Checkbox, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { makeApiToken } from "../../api/generated/api";
import type { NewApiToken, Scope } from "../../api/generated/api.schemas";
import { FormModal } from "../../ui/FormModal";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import classes from "./Tokens.module.css";

const LASTING = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "a year" },
];

interface NewTokenProps {
  scopes: Scope[];
  onMade: (token: NewApiToken) => void;
  onClose: () => void;
}

export function NewToken({ scopes, onMade, onClose }: NewTokenProps) {
  const form = useForm({
    initialValues: { name: "", scopes: [] as string[], expires_in_days: "90" },
    validate: {
      name: (value) => (value.trim() ? null : "What is it for?"),
      scopes: (value) => (value.length > 0 ? null : "Choose at least one."),
    },
  });
  const make = useMutation({
    mutationFn: (values: typeof form.values) =>
      makeApiToken({ ...values, expires_in_days: Number(values.expires_in_days) }),
    onSuccess: onMade,
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <FormModal
      title="New API token"
      act="Make token"
      isBusy={make.isPending}
      error={make.error}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => make.mutate(values), focusFirstError(form))}
    >
      <TextInput
        label="Name"
        description="The program that will use it."
        placeholder="Website booking button"
        maxLength={60}
        data-autofocus
        {...form.getInputProps("name")}
      />
      <Select
        label="Works for"
        allowDeselect={false}
        data={LASTING}
        {...form.getInputProps("expires_in_days")}
      />
      <Checkbox.Group
        label="It may"
        description="As long as you may do so yourself."
        {...form.getInputProps("scopes")}
      >
        <div className={classes.scopes}>
          {scopes.map(({ name, meaning }) => (
            <Checkbox
              key={name}
              value={name}
              label={meaning}
              mt={name === scopes[0]?.name ? 8 : 0}
            />
          ))}
        </div>
      </Checkbox.Group>
    </FormModal>
  );
}
