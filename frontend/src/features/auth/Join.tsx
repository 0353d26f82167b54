import { Anchor, Button, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { acceptInvitation, openInvitation } from "../../api/generated/api";
import type { OpenInvitation } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { isProblem, messageOf } from "../../api/problem";
import { rememberMe } from "../../api/session";
import { checkPassword } from "../../lib/password";
import { AuthFrame } from "../../ui/AuthFrame";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { NewPassword } from "../../ui/NewPassword";
import { LoadingRows } from "../../ui/States";
import { isDeadLink, Refused } from "./refusals";

interface JoinProps {
  business: string;
  onJoined: () => void;
}

/** Where a mailed invitation leads: a name, a password, and one is in. */
export function Join({ business, onJoined }: JoinProps) {
  const [query] = useSearchParams();
  const token = query.get("token") ?? "";
  const opened = useQuery({
    queryKey: [...keys.invitations, token],
    queryFn: ({ signal }) => openInvitation({ token }, { signal }),
    retry: false,
    refetchOnWindowFocus: false,
  });
  if (opened.isPending) return <LoadingRows rows={3} />;
  if (isDeadLink(opened.error)) return <Dead business={business} />;
  if (!opened.data) {
    return (
      <AuthFrame business={business} title="We could not open your link">
        <Text c="dimmed">{messageOf(opened.error)}</Text>
        <Button size="md" onClick={() => opened.refetch()}>
          Try again
        </Button>
      </AuthFrame>
    );
  }
  return (
    <JoinForm business={business} token={token} invitation={opened.data} onJoined={onJoined} />
  );
}

const AS_WHAT: Record<string, string> = {
  TENANT_MANAGER: "You are invited to run the schedule as a manager.",
  TENANT_STAFF: "You are invited to work here, with a calendar of your own.",
  CUSTOMER: "Your bookings in one place: see, move and cancel them.",
};

interface FormProps extends JoinProps {
  token: string;
  invitation: OpenInvitation;
}

function JoinForm({ business, token, invitation, onJoined }: FormProps) {
  const client = useQueryClient();
  const form = useForm({
    initialValues: { name: invitation.name, password: "" },
    validate: {
      name: (value) => (value.trim() ? null : "Enter your name."),
      password: checkPassword,
    },
  });
  const join = useMutation({
    mutationFn: (values: typeof form.values) => acceptInvitation({ token, ...values }),
    onSuccess: (me) => {
      client.clear();
      client.setQueryData(keys.me, rememberMe(me));
      onJoined();
    },
    onError: (error) => showFieldErrors(form, error),
  });
  if (isDeadLink(join.error)) return <Dead business={business} />;
  return (
    <AuthFrame
      business={business}
      title={invitation.is_registration ? "Your account" : `Welcome to ${business}`}
      lead={AS_WHAT[invitation.role]}
    >
      {join.error && Object.keys(form.errors).length === 0 && <Refused error={join.error} />}
      {isProblem(join.error, "address-taken") && (
        <Button component={Link} to="/sign-in" variant="default" size="md">
          Sign in instead
        </Button>
      )}
      <form
        noValidate
        onSubmit={form.onSubmit((values) => join.mutate(values), focusFirstError(form))}
      >
        <Stack>
          <TextInput
            label="E-mail"
            type="email"
            name="email"
            autoComplete="username"
            size="md"
            value={invitation.email}
            readOnly
            description="The link was sent here, so it is yours."
          />
          <TextInput
            label="Your name"
            name="name"
            autoComplete="name"
            size="md"
            {...form.getInputProps("name")}
          />
          <NewPassword
            label="Password"
            name="password"
            size="md"
            autoFocus
            known={[form.values.name, invitation.email, business]}
            {...form.getInputProps("password")}
          />
          <Button type="submit" size="md" loading={join.isPending} mt={4}>
            {invitation.is_registration ? "Open my account" : `Join ${business}`}
          </Button>
        </Stack>
      </form>
    </AuthFrame>
  );
}

function Dead({ business }: { business: string }) {
  return (
    <AuthFrame
      business={business}
      title="This link is over"
      footer={<Anchor href="/">Back to {business}</Anchor>}
    >
      <Text c="dimmed">
        It was used already, taken back or replaced by a newer one, it has run out, or a part of it
        is missing. If you have an account by now, sign in; otherwise ask for a new link.
      </Text>
      <Button component={Link} to="/sign-in" size="md">
        Sign in
      </Button>
    </AuthFrame>
  );
}
