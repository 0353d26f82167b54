import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Departure, Resource } from "../../api/generated/api.schemas";
import { formerResourcesQuery } from "../../api/lists";
import { Named } from "../../ui/Face";
import { toastProblem } from "../../ui/toast";
import { BringBack } from "./BringBack";
import { doneBy, lastDepartureOf } from "./useDeparture";
import { useRestore } from "./useRestore";

interface Asked {
  former: Resource;
  last: Departure;
}

/** Who and what was deleted and is still named by what it took part in; the way back. */
export function FormerResources() {
  const former = useQuery(formerResourcesQuery).data ?? [];
  const [isOpen, setOpen] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const restore = useRestore();
  const look = useMutation({
    mutationFn: ({ id }: Resource) => lastDepartureOf(id),
    onSuccess: (last, each) => {
      if (last?.can_be_undone && doneBy(last) > 0) setAsked({ former: each, last });
      else restore.mutate({ former: each, is_active: true });
    },
    onError: (error) => toastProblem(error),
  });
  const isBusy = ({ id }: Resource) =>
    (look.isPending && look.variables.id === id) ||
    (restore.isPending && restore.variables.former.id === id);
  // Whoever was the last of them is brought back in a dialog that outlasts the list.
  if (asked) return <BringBack {...asked} onClose={() => setAsked(null)} />;
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
                loading={isBusy(each)}
                onClick={() => look.mutate(each)}
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
