import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formerResourcesQuery } from "../../api/lists";
import { Named } from "../../ui/Face";
import { useRestore } from "./useRestore";

/** Who and what was deleted and is still named by what it took part in; the way back. */
export function FormerResources() {
  const former = useQuery(formerResourcesQuery).data ?? [];
  const restore = useRestore();
  const [isOpen, setOpen] = useState(false);
  if (former.length === 0) return null;
  return (
    <>
      <Button variant="subtle" color="gray" size="compact-sm" mt="md" onClick={() => setOpen(true)}>
        Former staff and rooms ({former.length})
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Former staff and rooms"
        size="md"
      >
        <Stack>
          <Text size="sm" c="dimmed">
            Past appointments and reports still name them. Brought back, they have their hours and
            services again and can be booked.
          </Text>
          {former.map((each) => (
            <Group key={each.id} justify="space-between" wrap="nowrap">
              <Named name={each.name} color={each.color} />
              <Button
                variant="default"
                size="xs"
                flex="none"
                aria-label={`Bring ${each.name} back`}
                loading={restore.isPending && restore.variables.former.id === each.id}
                onClick={() => restore.mutate({ former: each, is_active: true })}
              >
                Bring back
              </Button>
            </Group>
          ))}
        </Stack>
      </Modal>
    </>
  );
}
