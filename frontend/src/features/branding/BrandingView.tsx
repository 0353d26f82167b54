import { Paper, SimpleGrid, Stack, Switch, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Tenant } from "../../api/generated/api.schemas";
import { useSaveTenant, useTenant } from "../../api/tenant";
import { Begun } from "../../ui/Begun";
import { ColorField } from "../../ui/ColorField";
import { showFieldErrors } from "../../ui/forms";
import { SaveBar } from "../../ui/SaveBar";
import { ErrorState, LoadingRows } from "../../ui/States";
import { toast } from "../../ui/toast";
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

function Form({ begun, now }: { begun: Tenant; now: Tenant }) {
  const { brand_color, hides_our_name, may_hide_our_name } = begun;
  const form = useForm({ initialValues: { brand_color, hides_our_name } });
  // A new version that brings only another logo, as one's own does, is no change of what is typed here.
  const isSame = now.brand_color === brand_color && now.hides_our_name === hides_our_name;
  const save = useSaveTenant(isSame ? now : begun, { onSaved: () => toast("Branding saved.") });
  const { values } = form;
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
      <Stack gap="xl">
        <LogoField tenant={now} />
        <form
          noValidate
          onSubmit={form.onSubmit((sent) =>
            save.mutate(sent, {
              onSuccess: () => form.resetDirty(sent),
              onError: (error) => showFieldErrors(form, error),
            }),
          )}
        >
          <Stack gap="lg">
            <ColorField
              label="Brand colour"
              description="On your pages, in mails and here. Text on it stays readable by itself."
              value={values.brand_color}
              error={form.errors.brand_color as string | undefined}
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
            <SaveBar
              act="Save branding"
              isDirty={form.isDirty()}
              isBusy={save.isPending}
              error={save.error}
              onDiscard={form.reset}
            />
          </Stack>
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
