import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconWorld } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { addDomain, listDomains } from "../../api/generated/api";
import { idempotent } from "../../api/http";
import { keys } from "../../api/keys";
import { useMe } from "../../api/session";
import { MAY, may } from "../../lib/permissions";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { LooksOnly } from "../../ui/LooksOnly";
import { Refusal } from "../../ui/Refusal";
import { EmptyState, ErrorState, LoadingRows } from "../../ui/States";
import { DomainCard } from "./DomainCard";

/** The business's own addresses: add one, make its records, check, and it is live. */
export function DomainsView() {
  const mayEdit = may(useMe(), MAY.editDomains);
  const domains = useQuery({
    queryKey: keys.domains,
    queryFn: ({ signal }) => listDomains({ signal }),
  });
  return (
    <Stack gap="lg" maw={760}>
      <Text size="sm" c="dimmed">
        Let guests book at an address of your own, like book.example.com. Your address with us goes
        on working beside it.
      </Text>
      {mayEdit && <AddDomain />}
      <LooksOnly />
      {domains.isPending && <LoadingRows rows={2} />}
      {domains.isError && !domains.data && (
        <ErrorState error={domains.error} onRetry={domains.refetch} />
      )}
      {domains.data?.items.length === 0 && (
        <EmptyState icon={IconWorld} title="You have no domain of your own here yet." />
      )}
      {domains.data?.items.map((domain) => (
        <DomainCard key={domain.id} domain={domain} mayEdit={mayEdit} />
      ))}
    </Stack>
  );
}

function AddDomain() {
  const client = useQueryClient();
  const form = useForm({
    initialValues: { host: "" },
    validate: { host: (value) => (value.trim() ? null : "Enter a host name.") },
  });
  const add = useMutation({
    mutationFn: (host: string) => addDomain({ host }, idempotent(crypto.randomUUID())),
    onSuccess: () => {
      form.reset();
      client.invalidateQueries({ queryKey: keys.domains });
    },
  });
  const hasFieldError = Object.keys(form.errors).length > 0;
  return (
    <form
      noValidate
      aria-label="Add a domain"
      onSubmit={form.onSubmit(
        ({ host }) => add.mutate(host, { onError: (error) => showFieldErrors(form, error) }),
        focusFirstError(form),
      )}
    >
      <Stack gap="sm">
        <Group align="flex-start" wrap="nowrap">
          <TextInput
            flex={1}
            aria-label="Domain"
            placeholder="book.example.com"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            {...form.getInputProps("host")}
          />
          <Button type="submit" loading={add.isPending}>
            Add domain
          </Button>
        </Group>
        {add.isError && !hasFieldError && <Refusal error={add.error} />}
      </Stack>
    </form>
  );
}
