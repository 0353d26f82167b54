import { ActionIcon, Button, Fieldset, Group, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconTrash } from "@tabler/icons-react";
import type { Tenant } from "../../api/generated/api.schemas";
import { isProblem, messageOf } from "../../api/problem";
import { useMe } from "../../api/session";
import { useSaveTenant } from "../../api/tenant";
import { MAY, may } from "../../lib/permissions";
import { LooksOnly } from "../../ui/LooksOnly";
import { toast } from "../../ui/toast";

/** The web sites that may show the booking page; no other can. */
export function WidgetSites({ tenant }: { tenant: Tenant }) {
  const mayEdit = may(useMe(), MAY.editTenant);
  const sites = tenant.widget_origins;
  const form = useForm({ initialValues: { site: "" } });
  const save = useSaveTenant(tenant, { onSaved: () => toast("Sites saved.") });
  const keep = (widget_origins: string[], onSuccess?: () => void) =>
    save.mutate(
      { widget_origins },
      { onSuccess, onError: (error) => form.setFieldError("site", reasonOf(error)) },
    );
  const add = ({ site }: { site: string }) => {
    if (!site.trim()) return form.setFieldError("site", "Enter your site's address.");
    // Another may be in the field by the time this one is added.
    keep([...sites, site], () => form.getValues().site === site && form.reset());
  };

  return (
    <Fieldset legend="Sites that may show your booking page">
      <Stack gap="md">
        {sites.length === 0 && (
          <Text size="sm">
            No site yet.{mayEdit && " Add yours, and guests book without leaving it."}
          </Text>
        )}
        {sites.map((site) => (
          <Group key={site} justify="space-between" wrap="nowrap">
            <Text size="sm" style={{ overflowWrap: "anywhere" }}>
              {site}
            </Text>
            {mayEdit && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Remove ${site}`}
                disabled={save.isPending}
                onClick={() => keep(sites.filter((each) => each !== site))}
              >
                <IconTrash size={18} aria-hidden="true" />
              </ActionIcon>
            )}
          </Group>
        ))}
        {mayEdit && (
          <form noValidate onSubmit={form.onSubmit(add)}>
            <Group align="end" gap="sm">
              <TextInput
                label="Address of your site"
                placeholder="https://www.example.com"
                type="url"
                style={{ flex: "1 1 16rem" }}
                {...form.getInputProps("site")}
              />
              <Button type="submit" variant="default" loading={save.isPending}>
                Add site
              </Button>
            </Group>
          </form>
        )}
        <LooksOnly />
      </Stack>
    </Fieldset>
  );
}

/** What was wrong with the address that was added; it stands last in the list sent. */
function reasonOf(error: unknown): string {
  const named = isProblem(error) ? Object.values(error.fields) : [];
  return named[0] ?? messageOf(error);
}
