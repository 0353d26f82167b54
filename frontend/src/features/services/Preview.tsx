import { Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { ReactNode } from "react";
import type { NewService } from "../../api/generated/api.schemas";
import { bodyOf, checkService, type ServiceValues } from "./serviceForm";

const RESTED_MS = 350;

interface PreviewProps {
  values: ServiceValues;
  currency: string;
  children: (draft: NewService) => ReactNode;
}

/** What visitors would see, as soon as the fields have rested and make sense. */
export function Preview({ values, currency, children }: PreviewProps) {
  const [rested] = useDebouncedValue(values, RESTED_MS);
  const named = { ...rested, name: rested.name.trim() || "Name of the service" };
  const [problem] = Object.values(checkService(named));
  return (
    <Stack gap="xs">
      <Text fw={600} size="sm">
        What visitors see
      </Text>
      {!values.is_public && (
        <Text size="sm" c="dimmed">
          Nothing: it is for the team only. If it were shown, it would look like this.
        </Text>
      )}
      {problem ? (
        <Text size="sm" c="dimmed">
          {problem}
        </Text>
      ) : (
        children(bodyOf(named, currency))
      )}
    </Stack>
  );
}
