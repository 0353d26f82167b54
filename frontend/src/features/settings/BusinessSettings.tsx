import { Alert, Select, SimpleGrid, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconClock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { previewTimeZone } from "../../api/generated/api";
import type { Tenant } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useTenant } from "../../api/tenant";
import { countText, timeText, zoneText } from "../../lib/format";
import { Begun } from "../../ui/Begun";
import { SaveBar } from "../../ui/SaveBar";
import { SettingsFields } from "../../ui/SettingsFields";
import { ErrorState, LoadingRows } from "../../ui/States";
import { useTenantSettings } from "../../ui/useTenantSettings";
import { ZoneField } from "../../ui/ZoneField";
import classes from "./Settings.module.css";

const LOCALES = ["en-US", "en-GB", "de-DE", "fr-FR", "es-ES", "it-IT", "nl-NL", "pt-BR", "pl-PL"];
const CURRENCIES = "USD EUR GBP CHF CAD AUD NZD SEK NOK DKK PLN JPY".split(" ");

type Kind = "language" | "currency";

function labelOf(code: string, type: Kind): string {
  return `${new Intl.DisplayNames(["en"], { type }).of(code) ?? code} (${code})`;
}

function optionsOf(codes: string[], own: string, type: Kind) {
  const all = [...new Set([own, ...codes])];
  return all.map((code) => ({ value: code, label: labelOf(code, type) }));
}

function valuesOf({ name, time_zone, locale, currency }: Tenant) {
  return { name, time_zone, locale, currency };
}

/** Name, zone, region and currency of the business. */
export function BusinessSettings() {
  const tenant = useTenant();
  if (tenant.isPending) return <LoadingRows rows={5} />;
  if (!tenant.data) return <ErrorState error={tenant.error} onRetry={tenant.refetch} />;
  return <Begun now={tenant.data}>{(begun) => <Form tenant={begun} />}</Begun>;
}

function Form({ tenant }: { tenant: Tenant }) {
  const form = useForm({
    initialValues: valuesOf(tenant),
    validate: { name: (value) => (value.trim() ? null : "Enter a name.") },
  });
  const { onSubmit, bar } = useTenantSettings(form, tenant, {
    valuesOf,
    saved: "Settings saved.",
    reads: {
      locale: (code) => labelOf(code, "language"),
      currency: (code) => labelOf(code, "currency"),
    },
  });
  return (
    <form noValidate className={classes.form} onSubmit={onSubmit}>
      <SettingsFields>
        <TextInput label="Name of the business" {...form.getInputProps("name")} />
        <ZoneField {...form.getInputProps("time_zone")} />
        {form.values.time_zone !== tenant.time_zone && (
          <ZonePreview tenant={tenant} zone={form.values.time_zone} />
        )}
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Select
            label="Region"
            description="How days, times and amounts are written."
            searchable
            allowDeselect={false}
            data={optionsOf(LOCALES, tenant.locale, "language")}
            {...form.getInputProps("locale")}
          />
          <Select
            label="Currency"
            description="Of new services; prices that stand keep theirs."
            searchable
            allowDeselect={false}
            data={optionsOf(CURRENCIES, tenant.currency, "currency")}
            {...form.getInputProps("currency")}
          />
        </SimpleGrid>
        <Text size="sm" c="dimmed">
          Your address with us is {tenant.host}.
        </Text>
        <SaveBar act="Save settings" {...bar} />
      </SettingsFields>
    </form>
  );
}

/** What another zone changes, before it is saved. */
function ZonePreview({ tenant, zone }: { tenant: Tenant; zone: string }) {
  const { locale, time_zone: before } = tenant;
  const preview = useQuery({
    queryKey: keys.zonePreview(zone),
    queryFn: ({ signal }) => previewTimeZone({ time_zone: zone }, { signal }),
  });
  const now = Date.now();
  const clock = (at: string) => `${timeText(now, at, locale)} ${zoneText(now, at, locale)}`;
  const moved = preview.data?.appointments_shown_differently ?? 0;
  const elsewhere = preview.data?.locations_elsewhere ?? 0;
  return (
    <Alert
      color="yellow"
      role="status"
      icon={<IconClock size={18} />}
      title={`Your screens will say ${clock(zone)} instead of ${clock(before)}`}
    >
      {preview.data && (
        <>
          {moved > 0
            ? `${countText(moved, "coming appointment")} will be shown at another time of day here. `
            : "No coming appointment is shown at another time of day. "}
          {elsewhere > 0 &&
            `${countText(elsewhere, "location")} with a zone of ${elsewhere > 1 ? "their" : "its"} own ${elsewhere > 1 ? "keep" : "keeps"} it: opening hours and what guests see stay. `}
        </>
      )}
      Every appointment stays at the same moment.
    </Alert>
  );
}
