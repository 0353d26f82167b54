import { Paper, SimpleGrid, Stack, Switch, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Tenant } from "../../api/generated/api.schemas";
import { useTenant } from "../../api/tenant";
import { Begun } from "../../ui/Begun";
import { ColorField, colorName } from "../../ui/ColorField";
import { SaveBar } from "../../ui/SaveBar";
import { SettingsFields } from "../../ui/SettingsFields";
import { ErrorState, LoadingRows } from "../../ui/States";
import { useTenantSettings } from "../../ui/useTenantSettings";
import { BrandPreview } from "./BrandPreview";
import { LogoField } from "./LogoField";

/** Colour, logo and name, with the booking page as it will look beside them. */
export function BrandingView() {
  const tenant = useTenant();
  if (tenant.isPending) return <LoadingRows rows={5} />;
  if (!tenant.data) return <ErrorState error={tenant.error} onRetry={tenant.refetch} />;
  const now = tenant.data;
  return <Begun now={now}>{(begun) => <Form begun={begun} now={now} />}</Begun>;
}

function valuesOf({ brand_color, hides_our_name }: Tenant) {
  return { brand_color, hides_our_name };
}

function Form({ begun, now }: { begun: Tenant; now: Tenant }) {
  const { may_hide_our_name } = begun;
  const form = useForm({ initialValues: valuesOf(begun) });
  const { onSubmit, bar } = useTenantSettings(form, begun, {
    valuesOf,
    saved: "Branding saved.",
    reads: { brand_color: colorName },
  });
  const { values } = form;
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
      <Stack gap="xl">
        <LogoField tenant={now} />
        <form noValidate onSubmit={onSubmit}>
          <SettingsFields>
            <ColorField
              label="Brand colour"
              description="On your pages, in mails and here. Text on it stays readable by itself."
              value={values.brand_color}
              error={form.errors.brand_color}
              onChange={(color) => form.setFieldValue("brand_color", color)}
            />
            <Switch
              label="Leave our name out"
              description={
                may_hide_our_name
                  ? "Your booking page and mails will not name SmoothSchedule."
                  : "Your plan does not include this. The Business plan does."
              }
              disabled={!may_hide_our_name && !values.hides_our_name}
              {...form.getInputProps("hides_our_name", { type: "checkbox" })}
            />
            <SaveBar act="Save branding" {...bar} />
          </SettingsFields>
        </form>
      </Stack>
      <Paper component="section" aria-label="Preview of the booking page" bg="transparent">
        <Title order={2} size="h5" mb="sm">
          Preview
        </Title>
        <BrandPreview
          tenant={now}
          color={values.brand_color}
          showsOurName={!(values.hides_our_name && may_hide_our_name)}
        />
      </Paper>
    </SimpleGrid>
  );
}
