import { Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { invite } from "../../api/generated/api";
import type { NewInvitation } from "../../api/generated/api.schemas";
import { idempotent } from "../../api/http";
import { keys } from "../../api/keys";
import { locationsQuery, resourcesQuery } from "../../api/lists";
import { isProblem } from "../../api/problem";
import { useMe } from "../../api/session";
import { useSubmission } from "../../api/submission";
import { MAY, may, roleName } from "../../lib/permissions";
import { FormModal } from "../../ui/FormModal";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { toast } from "../../ui/toast";

type Role = NewInvitation["role"];

const NONE = "none";
const NEW = "new:";
const MEANS: Record<Role, string> = {
  TENANT_MANAGER: "Runs the day: every calendar, staff, services and customers.",
  TENANT_STAFF: "Their own calendar and customers, and what you open under Rights.",
  CUSTOMER: "Their own bookings, nothing else.",
};

interface Values {
  name: string;
  email: string;
  role: Role;
  calendar: string;
}

interface InviteFormProps {
  initialRole: Role;
  onClose: () => void;
}

export function InviteForm({ initialRole, onClose }: InviteFormProps) {
  const me = useMe();
  const client = useQueryClient();
  const submitOnce = useSubmission();
  const roles: Role[] = ["TENANT_STAFF", "CUSTOMER"];
  if (may(me, MAY.changeRoles)) roles.unshift("TENANT_MANAGER");
  const calendars = useCalendarChoices();
  const form = useForm<Values>({
    initialValues: { name: "", email: "", role: initialRole, calendar: NONE },
    validate: {
      name: (value) => (value.trim() ? null : "Enter a name."),
      email: (value) => (/.+@.+/.test(value) ? null : "Enter an e-mail address."),
    },
  });
  const { role } = form.values;
  const send = useMutation({
    mutationFn: (values: Values) =>
      submitOnce(bodyOf(values), (body, key) => invite(body, idempotent(key))),
    onSuccess: ({ email }) => {
      client.invalidateQueries({ queryKey: keys.invitations });
      client.invalidateQueries({ queryKey: keys.resources.all });
      toast(`The invitation to ${email} is on its way.`);
      onClose();
    },
    onError: (error) => {
      if (isProblem(error, "address-taken", "already-invited")) {
        form.setFieldError("email", error.message);
        form.getInputNode("email")?.focus();
      } else showFieldErrors(form, error);
    },
  });
  const isBesideEmail = isProblem(send.error, "address-taken", "already-invited");
  return (
    <FormModal
      title="Invite somebody"
      act="Send the invitation"
      isBusy={send.isPending}
      error={isBesideEmail ? null : send.error}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => send.mutate(values), focusFirstError(form))}
    >
      <TextInput label="Name" data-autofocus autoComplete="off" {...form.getInputProps("name")} />
      <TextInput
        label="E-mail"
        description="A link goes there. It works once, for seven days."
        type="email"
        autoComplete="off"
        {...form.getInputProps("email")}
      />
      <Select
        label="Role"
        description={MEANS[role]}
        allowDeselect={false}
        data={roles.map((value) => ({ value, label: roleName(value) }))}
        {...form.getInputProps("role")}
      />
      {role !== "CUSTOMER" && (
        <Select
          label="Calendar"
          description="The row of the schedule that is theirs."
          allowDeselect={false}
          data={calendars}
          {...form.getInputProps("calendar")}
        />
      )}
    </FormModal>
  );
}

function bodyOf({ name, email, role, calendar }: Values): NewInvitation {
  const body = { name: name.trim(), email: email.trim(), role };
  if (role === "CUSTOMER" || calendar === NONE) return body;
  if (calendar.startsWith(NEW)) return { ...body, location_id: calendar.slice(NEW.length) };
  return { ...body, resource_id: calendar };
}

/** None, a new row at a location, or a row that nobody works as yet. */
function useCalendarChoices() {
  const locations = useQuery(locationsQuery).data ?? [];
  const free = (useQuery(resourcesQuery).data ?? []).filter(
    ({ kind, user_id }) => kind === "staff" && !user_id,
  );
  return [
    { value: NONE, label: "No calendar" },
    ...locations.map(({ id, name }) => ({ value: NEW + id, label: `A new one at ${name}` })),
    ...free.map(({ id, name }) => ({ value: id, label: name })),
  ];
}
