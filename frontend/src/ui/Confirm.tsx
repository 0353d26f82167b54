import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

interface ConfirmProps {
  /** Names what it is about. */
  title: string;
  /** What happens, and whether it can be taken back. */
  children: ReactNode;
  act: string;
  keep: string;
  /** Something is lost by it. */
  isLoss?: boolean;
  isBusy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** The last question before an act that a toast could not simply undo. */
export function Confirm(props: ConfirmProps) {
  const { title, children, act, keep, isLoss, isBusy, onConfirm, onClose } = props;
  return (
    <Modal opened onClose={onClose} title={title} size="sm">
      <Stack>
        <Text size="sm" c="dimmed">
          {children}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {keep}
          </Button>
          <Button color={isLoss ? "red" : undefined} loading={isBusy} onClick={onConfirm}>
            {act}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
