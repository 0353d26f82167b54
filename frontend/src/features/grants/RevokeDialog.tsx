import { Button, Group, List, Modal, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { GrantItem } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { toast, toastProblem } from "../../ui/toast";

interface RevokeDialogProps {
  grants: GrantItem[];
  meaningOf: (action: string) => string;
  revoke: (ids: string[]) => Promise<{ revoked: number }>;
  onDone: () => void;
  onClose: () => void;
}

/** Names what is taken back from whom, before it is. */
export function RevokeDialog({ grants, meaningOf, revoke, onDone, onClose }: RevokeDialogProps) {
  const client = useQueryClient();
  const take = useMutation({
    mutationFn: () => revoke(grants.map(({ id }) => id)),
    onSuccess: ({ revoked }) => {
      toast(revoked === 1 ? "The permission is taken back." : `${revoked} permissions taken back.`);
      onDone();
    },
    onError: toastProblem,
    onSettled: () => client.invalidateQueries({ queryKey: keys.grants.all }),
  });
  const title = grants.length === 1 ? "Take it back?" : `Take back ${grants.length} permissions?`;
  return (
    <Modal opened onClose={onClose} title={title} size="sm">
      <Stack>
        <Text size="sm" c="dimmed">
          It ends with the next thing they do.
        </Text>
        <List size="sm" spacing={4}>
          {grants.map(({ id, grantee, action }) => (
            <List.Item key={id}>
              {grantee.email}: {meaningOf(action)}
            </List.Item>
          ))}
        </List>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Keep
          </Button>
          <Button color="red" loading={take.isPending} onClick={() => take.mutate()}>
            Take back
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
