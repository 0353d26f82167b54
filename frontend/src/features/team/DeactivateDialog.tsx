import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { UserItem } from "../../api/generated/api.schemas";

interface DeactivateDialogProps {
  person: UserItem;
  isBusy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

export function DeactivateDialog({ person, isBusy, onConfirm, onClose }: DeactivateDialogProps) {
  const isCustomer = person.role === "CUSTOMER";
  return (
    <Modal opened onClose={onClose} title={`Deactivate ${person.name}?`} size="sm">
      <Stack>
        <Text size="sm" c="dimmed">
          {person.name} is signed out everywhere at once and cannot come in any more.{" "}
          {isCustomer
            ? "Bookings stay as they are."
            : "Appointments and the calendar stay as they are; invitations they sent stop working."}{" "}
          You can reactivate the account at any time.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Keep active
          </Button>
          <Button color="red" loading={isBusy} onClick={onConfirm}>
            Deactivate
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
