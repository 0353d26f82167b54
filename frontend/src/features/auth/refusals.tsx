import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { isProblem, messageOf } from "../../api/problem";

/** Used, run out, or cut short on its way through a mail program. */
export function isDeadLink(error: unknown): boolean {
  if (isProblem(error, "link-expired", "not-found")) return true;
  return isProblem(error) && "token" in error.fields;
}

/** What was refused, above a form, when it belongs beside no field. */
export function Refused({ error }: { error: unknown }) {
  return (
    <Alert color="red" icon={<IconAlertTriangle size={18} />} role="alert">
      {messageOf(error)}
    </Alert>
  );
}
