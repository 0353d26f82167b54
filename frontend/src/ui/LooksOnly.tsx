import { Text } from "@mantine/core";
import { useMe } from "../api/session";
import { looksOnly } from "../lib/permissions";

/** Why nothing can be changed here; nothing where it can. */
export function LooksOnly() {
  if (!looksOnly(useMe())) return null;
  return (
    <Text size="sm" c="dimmed">
      On this visit you may look only: nothing is saved.
    </Text>
  );
}
