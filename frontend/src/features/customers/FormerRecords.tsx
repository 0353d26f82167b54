import { Button, Group, Stack, Text } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Customer, KeptMerge } from "../../api/generated/api.schemas";
import { useBusiness, useMe } from "../../api/session";
import { momentText } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { Confirm } from "../../ui/Confirm";
import { mergesQuery, takeMergeBack } from "./unmerge";

/** Who was merged into the customer, while that can be taken back; else nothing. */
export function FormerRecords({ customer }: { customer: Customer }) {
  const { data } = useQuery(mergesQuery(customer.id));
  if (!data?.items.length) return null;
  return (
    <Stack gap="xs" component="section" aria-label="Merged records">
      <Text component="h3" fw={600} size="sm">
        Merged records
      </Text>
      {data.items.map((merge) => (
        <FormerRecord key={merge.id} customer={customer} merge={merge} />
      ))}
    </Stack>
  );
}

function FormerRecord({ customer, merge }: { customer: Customer; merge: KeptMerge }) {
  const { zone, locale } = useBusiness();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const undo = useMutation({
    mutationFn: () => takeMergeBack(client, customer, merge.id),
    onSettled: () => setAsking(false),
  });
  const mayUndo = may(useMe(), MAY.mergeCustomers);
  const contact = merge.email ?? merge.phone;
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap">
      <Text size="sm" style={{ overflowWrap: "anywhere", minWidth: 0 }}>
        {merge.name}
        {contact && `, ${contact}`}
        <Text span display="block" size="sm" c="dimmed">
          {merge.can_be_undone
            ? `Merged ${momentText(merge.merged_at, zone, locale)}; can be undone until ${momentText(merge.until, zone, locale)}.`
            : "Undo the later one first."}
        </Text>
      </Text>
      {merge.can_be_undone && mayUndo && (
        <Button
          size="compact-sm"
          variant="default"
          flex="none"
          leftSection={<IconArrowBackUp size={15} />}
          onClick={() => setAsking(true)}
        >
          Undo
        </Button>
      )}
      {isAsking && (
        <Confirm
          title={`Make ${merge.name} a customer again?`}
          act="Undo the merge"
          keep="Keep them merged"
          isBusy={undo.isPending}
          onConfirm={() => undo.mutate()}
          onClose={() => setAsking(false)}
        >
          What was theirs goes back to them: appointments, contracts, places on waitlists, notes and
          tags. What came since the merge, and what was changed since, stays with {customer.name}.
        </Confirm>
      )}
    </Group>
  );
}
