import {
  Alert,
  Anchor,
  Button,
  Group,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  TextInput,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconAlertTriangle, IconClock, IconExternalLink } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { getTenant, updateTenant } from "../../api/generated/api";
import type { Tenant } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { messageOf } from "../../api/problem";
import { timeText, zoneText } from "../../lib/format";
import { ColorField } from "../../ui/ColorField";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { ErrorState, LoadingRows, PageHead } from "../../ui/States";
import { toast } from "../../ui/toast";
import { ZoneField } from "../../ui/ZoneField";
import classes from "./Settings.module.css";

export function SettingsView() {
  const tenant = useQuery({
    queryKey: keys.tenant,
    queryFn: ({ signal }) => getTenant({ signal }),
  });
  return (
    <>
      <PageHead
        title="Settings"
        actions={
          <Group>
            <Anchor component={Link} to="/app/settings/api-tokens" size="sm">
              API tokens
            </Anchor>
            <Anchor href="/" target="_blank" size="sm">
              Open the booking page <IconExternalLink size={14} aria-hidden="true" />
            </Anchor>
          </Group>
        }
      />
      {tenant.isPending && <LoadingRows rows={5} />}
      {tenant.isError && !tenant.data && (
        <ErrorState error={tenant.error} onRetry={tenant.refetch} />
      )}
      {tenant.data && <SettingsForm key={tenant.data.version} tenant={tenant.data} />}
    </>
  );
}

const LOCALES = ["en-US", "en-GB", "de-DE", "fr-FR", "es-ES", "it-IT", "nl-NL", "pt-BR", "pl-PL"];
const CURRENCIES = [
  "USD",
  "EUR",
  "GBP",
  "CHF",
  "CAD",
  "AUD",
  "NZD",
  "SEK",
  "NOK",
  "DKK",
  "PLN",
  "JPY",
];

function optionsOf(codes: string[], own: string, type: "language" | "currency") {
  const names = new Intl.DisplayNames(["en"], { type });
  return [...new Set([own, ...codes])].map((code) => ({
    value: code,
    label: `${names.of(code) ?? code} (${code})`,
  }));
}

interface Values {
  name: string;
  time_zone: string;
  locale: string;
  currency: string;
  brand_color: string;
  notify_of_visits: boolean;
}

function SettingsForm({ tenant }: { tenant: Tenant }) {
  const client = useQueryClient();
  const { name, time_zone, locale, currency, brand_color, notify_of_visits } = tenant;
  const form = useForm<Values>({
    initialValues: { name, time_zone, locale, currency, brand_color, notify_of_visits },
    validate: { name: (value) => (value.trim() ? null : "Enter a name.") },
  });
  const save = useMutation({
    mutationFn: (values: Values) => updateTenant(values, ifMatch(tenant.version)),
    onSuccess: (saved) => {
      client.setQueryData(keys.tenant, saved);
      client.invalidateQueries({ queryKey: keys.me });
      toast("Settings saved.");
    },
    onError: (error) => showFieldErrors(form, error),
  });
  const { values } = form;
  const now = Date.now();
  return (
    <form
      noValidate
      className={classes.form}
      onSubmit={form.onSubmit((sent) => save.mutate(sent), focusFirstError(form))}
    >
      <Stack gap="lg">
        {save.isError && Object.keys(form.errors).length === 0 && (
          <Alert
            color="red"
            role="alert"
            icon={<IconAlertTriangle size={18} />}
            title={messageOf(save.error)}
          />
        )}
        <TextInput label="Name of the business" {...form.getInputProps("name")} />
        <ZoneField {...form.getInputProps("time_zone")} />
        {values.time_zone !== tenant.time_zone && (
          <Alert color="yellow" icon={<IconClock size={18} />}>
            Screens will show times in {values.time_zone.replaceAll("_", " ")}: now{" "}
            {timeText(now, values.time_zone, locale)} {zoneText(now, values.time_zone, locale)}{" "}
            instead of {timeText(now, tenant.time_zone, locale)}{" "}
            {zoneText(now, tenant.time_zone, locale)}. Appointments stay at the same moment; opening
            hours follow the zone of their location.
          </Alert>
        )}
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Select
            label="Language and formats"
            searchable
            allowDeselect={false}
            data={optionsOf(LOCALES, tenant.locale, "language")}
            {...form.getInputProps("locale")}
          />
          <Select
            label="Currency"
            searchable
            allowDeselect={false}
            data={optionsOf(CURRENCIES, tenant.currency, "currency")}
            {...form.getInputProps("currency")}
          />
        </SimpleGrid>
        <ColorField
          label="Brand colour"
          description="On the booking page and here. Text on it stays readable by itself."
          value={values.brand_color}
          error={form.errors.brand_color as string | undefined}
          onChange={(color) => form.setFieldValue("brand_color", color)}
        />
        <Switch
          label="Tell me about visits by mail"
          description="Whenever somebody of SmoothSchedule enters the business or takes somebody's place. Activity shows it either way."
          {...form.getInputProps("notify_of_visits", { type: "checkbox" })}
        />
        <Text size="sm" c="dimmed">
          Your address is {tenant.host}. Plan: {tenant.plan}.
        </Text>
        <Group>
          <Button type="submit" disabled={!form.isDirty()} loading={save.isPending}>
            Save settings
          </Button>
          <Button variant="default" disabled={!form.isDirty()} onClick={form.reset}>
            Discard
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
