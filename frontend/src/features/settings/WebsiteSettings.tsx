import { Stack } from "@mantine/core";
import { useTenant } from "../../api/tenant";
import { ErrorState, LoadingRows } from "../../ui/States";
import classes from "./Settings.module.css";
import { WidgetCode } from "./WidgetCode";
import { WidgetSites } from "./WidgetSites";

/** The booking page within the business's own web site: where it may be, and how. */
export function WebsiteSettings() {
  const tenant = useTenant();
  if (tenant.isPending) return <LoadingRows rows={4} />;
  if (!tenant.data) return <ErrorState error={tenant.error} onRetry={tenant.refetch} />;
  return (
    <Stack gap="lg" className={classes.form}>
      <WidgetSites tenant={tenant.data} />
      <WidgetCode sites={tenant.data.widget_origins} />
    </Stack>
  );
}
