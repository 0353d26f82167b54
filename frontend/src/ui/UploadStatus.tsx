import { Alert, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { stageOf, type Upload } from "../api/useUpload";

/** How far a file is on its way, with a way to stop; or why it stopped, with a way to go on. */
export function UploadStatus({ upload }: { upload: Upload }) {
  const { sending, failure, retry, stop } = upload;
  if (sending) {
    return (
      <Stack gap={6} w="100%" miw={0} maw={420} role="group" aria-label="Upload">
        <Group justify="space-between" gap="sm" wrap="nowrap">
          <Text size="sm" fw={500} truncate>
            {sending.name}
          </Text>
          <Text size="sm" c="dimmed" style={{ whiteSpace: "nowrap" }}>
            {stageOf(sending)}
          </Text>
        </Group>
        <Group gap="sm" wrap="nowrap">
          <Progress
            flex={1}
            value={sending.share * 100}
            animated={sending.isWaiting || sending.share === 1}
            aria-label={`Upload of ${sending.name}`}
          />
          <Button size="xs" variant="default" onClick={stop}>
            Cancel
          </Button>
        </Group>
        <span className="visually-hidden" role="status">
          {sending.isWaiting || sending.share === 1 ? stageOf(sending) : "Uploading"}
        </span>
      </Stack>
    );
  }
  if (failure === null) return null;
  return (
    <Alert
      color="red"
      role="alert"
      w="100%"
      ta="start"
      icon={<IconAlertTriangle size={18} />}
      title={failure}
    >
      {retry && (
        <Button size="xs" variant="default" onClick={retry}>
          Try again
        </Button>
      )}
    </Alert>
  );
}
