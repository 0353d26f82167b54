import { PasswordInput, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { exportBusiness } from "../../api/generated/api";
import { keys } from "../../api/keys";
import { isProblem } from "../../api/problem";
import { useMe } from "../../api/session";
import { FormModal } from "../../ui/FormModal";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { toast } from "../../ui/toast";

/** Who takes everything away shows once more that it is them. */
export function ExportForm({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const { user } = useMe();
  const form = useForm({
    initialValues: { password: "" },
    validate: { password: (value) => (value ? null : "Enter your password.") },
  });
  const start = useMutation({
    mutationFn: (values: typeof form.values) => exportBusiness(values),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: keys.businessExports });
      toast("The export is being made.");
      onClose();
    },
    onError: (error) =>
      isProblem(error, "wrong-password")
        ? form.setFieldError("password", "This is not your password.")
        : showFieldErrors(form, error),
  });
  const isBesideField = isProblem(start.error, "wrong-password");
  return (
    <FormModal
      title="Make an export"
      act="Make it"
      isBusy={start.isPending}
      error={isBesideField ? null : start.error}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => start.mutate(values), focusFirstError(form))}
    >
      <input hidden readOnly autoComplete="username" value={user.email} />
      <Text size="sm">
        The archive holds everything about your customers. Keep it where nobody else gets at it. It
        stays here for seven days.
      </Text>
      <PasswordInput
        label="Your password"
        autoComplete="current-password"
        data-autofocus
        {...form.getInputProps("password")}
      />
    </FormModal>
  );
}
