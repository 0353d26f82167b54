import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { ApiToken } from "../../api/generated/api.schemas";

interface RevokeTokenProps {
  token: ApiToken;
  isBusy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

export function RevokeToken({ token, isBusy, onConfirm, onClose }: RevokeTokenProps) {
  return (
    <Modal opened onClose={onClose} title={`Revoke ${token.name}?`} size="sm">
      <Stack>
        <Text size="sm" c="dimmed">
          The program that uses it is refused at once. This cannot be taken back; you can make a new
          token.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Keep it
          </Button>
          <Button color="red" loading={isBusy} onClick={onConfirm}>
            Revoke
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
