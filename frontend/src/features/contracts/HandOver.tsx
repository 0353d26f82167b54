import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { IconDeviceTablet } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { handOverDevice } from "../../api/generated/api";
import type { ContractSigner } from "../../api/generated/api.schemas";
import { leaveFor } from "../../lib/leaveFor";
import { Refusal } from "../../ui/Refusal";

interface HandOverProps {
  contractId: string;
  signer: ContractSigner;
  onClose: () => void;
}

/** Signing in person, on this device: the page opens once, and soon. */
export function HandOver({ contractId, signer, onClose }: HandOverProps) {
  const start = useMutation({
    mutationFn: () => handOverDevice(contractId, signer.id),
    onSuccess: ({ url }) => leaveFor(url),
  });
  return (
    <Modal opened onClose={onClose} title={`Hand the device to ${signer.name}?`} size="sm">
      <Stack>
        <Text size="sm" c="dimmed">
          The contract opens here for {signer.name} and you leave this page. That they signed on
          your device, and that you were with them, is kept in the evidence.
        </Text>
        {start.isError && <Refusal error={start.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button
            leftSection={<IconDeviceTablet size={16} />}
            loading={start.isPending || start.isSuccess}
            onClick={() => start.mutate()}
          >
            Open it for them
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
