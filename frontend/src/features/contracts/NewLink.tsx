import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCopy } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { createSignerLink } from "../../api/generated/api";
import type { ContractSigner } from "../../api/generated/api.schemas";
import { Refusal } from "../../ui/Refusal";
import classes from "./ContractView.module.css";

interface NewLinkProps {
  contractId: string;
  signer: ContractSigner;
  onClose: () => void;
}

/** A link to hand over by other means; it is shown once, because only its hash is kept. */
export function NewLink({ contractId, signer, onClose }: NewLinkProps) {
  const clipboard = useClipboard();
  const make = useMutation({ mutationFn: () => createSignerLink(contractId, signer.id) });
  return (
    <Modal opened onClose={onClose} title={`A link for ${signer.name}`} size="sm">
      <Stack>
        <Text size="sm" c="dimmed">
          {make.data
            ? "Whoever has this link can sign as them, so give it to nobody else. It is not shown again."
            : "It opens the contract for them alone. The link they were mailed before stops working."}
        </Text>
        {make.isError && <Refusal error={make.error} />}
        {make.data && <code className={classes.link}>{make.data.url}</code>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {make.data ? "Done" : "Keep the old link"}
          </Button>
          {make.data ? (
            <Button
              leftSection={<IconCopy size={16} />}
              onClick={() => clipboard.copy(make.data.url)}
            >
              {clipboard.copied ? "Copied" : "Copy"}
            </Button>
          ) : (
            <Button loading={make.isPending} onClick={() => make.mutate()}>
              Make a link
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
