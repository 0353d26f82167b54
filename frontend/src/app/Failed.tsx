import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { EmptyState } from "../ui/States";

/** A screen that broke, or one whose files were replaced by a newer release meanwhile. */
export function Failed() {
  return (
    <EmptyState
      icon={IconAlertTriangle}
      title="This screen stopped working."
      action={<Button onClick={() => window.location.reload()}>Load it again</Button>}
    >
      Nothing you saved is lost. There may be a newer version of SmoothSchedule.
    </EmptyState>
  );
}
