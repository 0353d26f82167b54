import { NumberInput, Select, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { listLendable } from "../../api/generated/api";
import type { GrantItem } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { FormModal } from "../../ui/FormModal";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { toast } from "../../ui/toast";

export interface Choice {
  value: string;
  label: string;
}

export interface GrantValues {
  tenant_id: string | null;
  grantee_id: string | null;
  action: string | null;
  reason: string;
  duration_minutes: number | string;
}

interface GrantFormProps {
  /** Whom it can be lent to. */
  people: Choice[];
  nobodyHint: string;
  /** On the platform: inside which business. */
  businesses?: Choice[];
  onSearchBusiness?: (text: string) => void;
  create: (values: GrantValues) => Promise<GrantItem>;
  onClose: () => void;
}

const LONGEST_MINUTES = 480;

/** Who, what, why and for how long. */
export function GrantForm(props: GrantFormProps) {
  const { people, nobodyHint, businesses, onSearchBusiness, create, onClose } = props;
  const client = useQueryClient();
  const lendable = useQuery({
    queryKey: keys.grants.lendable,
    queryFn: ({ signal }) => listLendable({ signal }),
  });
  const form = useForm<GrantValues>({
    initialValues: {
      tenant_id: null,
      grantee_id: null,
      action: null,
      reason: "",
      duration_minutes: 30,
    },
    validate: {
      tenant_id: (value) => (businesses && !value ? "Choose a business." : null),
      grantee_id: (value) => (value ? null : "Choose who gets it."),
      action: (value) => (value ? null : "Choose what they may do."),
      reason: (value) => (value.trim() ? null : "Say why, in a few words."),
      duration_minutes: (value) =>
        Number(value) >= 1 && Number(value) <= LONGEST_MINUTES
          ? null
          : `Between 1 and ${LONGEST_MINUTES} minutes, please.`,
    },
  });
  const save = useMutation({
    mutationFn: create,
    onSuccess: ({ grantee }) => {
      toast(`${grantee.email} has it now.`);
      client.invalidateQueries({ queryKey: keys.grants.all });
      onClose();
    },
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <FormModal
      title="Lend a permission"
      act="Lend it"
      isBusy={save.isPending}
      error={save.error}
      onSubmit={form.onSubmit((values) => save.mutate(values), focusFirstError(form))}
      onClose={onClose}
    >
      {businesses && (
        <Select
          label="Inside which business"
          searchable
          nothingFoundMessage="No business of this name"
          data={businesses}
          onSearchChange={onSearchBusiness}
          {...form.getInputProps("tenant_id")}
        />
      )}
      <Select
        label="Who gets it"
        description={people.length === 0 ? nobodyHint : undefined}
        searchable
        nothingFoundMessage="Nobody of this name"
        data={people}
        {...form.getInputProps("grantee_id")}
      />
      <Select
        label="What they may do"
        description="Only what you may do yourself can be lent."
        searchable
        nothingFoundMessage="Nothing like that"
        data={(lendable.data?.items ?? []).map(({ action, meaning }) => ({
          value: action,
          label: meaning,
        }))}
        {...form.getInputProps("action")}
      />
      <Textarea label="Why" maxLength={300} {...form.getInputProps("reason")} />
      <NumberInput
        label="For how many minutes"
        min={1}
        max={LONGEST_MINUTES}
        allowDecimal={false}
        clampBehavior="none"
        {...form.getInputProps("duration_minutes")}
      />
    </FormModal>
  );
}
