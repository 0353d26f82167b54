import { Button, Progress, Stack, Text } from "@mantine/core";
import type { CustomerImportDetails } from "../../api/generated/api.schemas";
import { useBusiness } from "../../api/session";

interface ImportProgressProps {
  found: CustomerImportDetails;
  label: string;
  stop: string;
  isStopping: boolean;
  onStop: () => void;
}

/** How far a job is; it goes on without this page. */
export function ImportProgress({ found, label, stop, isStopping, onStop }: ImportProgressProps) {
  const { locale } = useBusiness();
  const share = found.total_rows ? (found.done_rows / found.total_rows) * 100 : 0;
  return (
    <Stack py="lg" gap="sm">
      <Text role="status">{label}</Text>
      <Progress value={share} animated size="lg" radius="xl" aria-label="Progress" />
      <Text size="sm" c="dimmed" className="tabular">
        {found.done_rows.toLocaleString(locale)} of {found.total_rows.toLocaleString(locale)} rows.
        You can leave this page meanwhile.
      </Text>
      <Button variant="default" w="fit-content" loading={isStopping} onClick={onStop}>
        {stop}
      </Button>
    </Stack>
  );
}
