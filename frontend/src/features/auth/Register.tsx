import { Alert, Anchor, Button, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconMailCheck } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "react-router";
import { register } from "../../api/generated/api";
import { isProblem } from "../../api/problem";
import { readGuest } from "../../lib/guest";
import { AuthFrame } from "../../ui/AuthFrame";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { Refused } from "./refusals";

interface RegisterProps {
  business: string;
  /** Customers may make an account here themselves. */
  isOpen: boolean;
}

/** A customer asks for an account; the link that is mailed opens it. */
export function Register({ business, isOpen }: RegisterProps) {
  const form = useForm({
    initialValues: readGuest(),
    validate: {
      name: (value) => (value.trim() ? null : "Enter your name."),
      email: (value) => (/.+@.+/.test(value) ? null : "Enter your e-mail address."),
    },
  });
  const ask = useMutation({
    mutationFn: ({ name, email }: typeof form.values) =>
      register({ name: name.trim(), email: email.trim() }),
    onError: (error) => showFieldErrors(form, error),
  });
  const back = <Anchor href="/">Back to {business}</Anchor>;
  if (!isOpen || isProblem(ask.error, "registration-closed")) {
    return (
      <AuthFrame business={business} title="Accounts are by invitation here" footer={back}>
        <Text c="dimmed">
          You can book without one. {business} can also invite you, if you ask for it.
        </Text>
        <Button component={Link} to="/sign-in" variant="default" size="md">
          I have an account
        </Button>
      </AuthFrame>
    );
  }
  if (ask.isSuccess) {
    return (
      <AuthFrame business={business} title="Look into your inbox" footer={back}>
        <Alert color="green" icon={<IconMailCheck size={18} />} role="status">
          A mail to {form.values.email.trim()} is on its way. Its link opens your account; you
          choose the password there. It works once, and for a day.
        </Alert>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      business={business}
      title="Make an account"
      lead={`All your bookings at ${business} in one place.`}
      footer={
        <Text size="sm">
          Have one already?{" "}
          <Anchor component={Link} to="/sign-in" inherit underline="always">
            Sign in
          </Anchor>
        </Text>
      }
    >
      {ask.error && Object.keys(form.errors).length === 0 && <Refused error={ask.error} />}
      <form
        noValidate
        onSubmit={form.onSubmit((values) => ask.mutate(values), focusFirstError(form))}
      >
        <Stack>
          <TextInput
            label="Your name"
            name="name"
            autoComplete="name"
            size="md"
            {...form.getInputProps("name")}
          />
          <TextInput
            label="E-mail"
            description="The one you book with: your bookings are found by it."
            type="email"
            name="email"
            autoComplete="email"
            size="md"
            {...form.getInputProps("email")}
          />
          <Button type="submit" size="md" loading={ask.isPending} mt={4}>
            Send me the link
          </Button>
        </Stack>
      </form>
    </AuthFrame>
  );
}
