import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCloudOff } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { EmptyState } from "../ui/States";

/** A screen that broke, whose files were replaced by a newer release, or never came for want of a
 * connection: then it comes by itself once there is one. */
export function Failed() {
  const [isOffline] = useState(() => !navigator.onLine);
  useEffect(() => {
    if (!isOffline) return;
    const again = () => window.location.reload();
    window.addEventListener("online", again);
    return () => window.removeEventListener("online", again);
  }, [isOffline]);
  if (isOffline) {
    return (
      <EmptyState icon={IconCloudOff} title="This screen needs a connection.">
        It opens as soon as you are online again. Screens that you had open still show what they
        knew.
      </EmptyState>
    );
  }
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
