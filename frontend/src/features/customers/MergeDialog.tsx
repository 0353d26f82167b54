import { Alert, Button, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { listCustomers, mergeCustomers } from "../../api/generated/api";
import type { Customer, CustomerMergeStatus, KeptDetails } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { isProblem } from "../../api/problem";
import { nobodyText } from "../../lib/search";
import { Refusal } from "../../ui/Refusal";
import { toastWithUndo } from "../../ui/toast";
import { useSearched } from "../../ui/useSearched";
import { keptAtFirst, MergeChoices } from "./MergeChoices";
import { refreshAfterMerge, takeMergeBack } from "./unmerge";

interface MergeDialogProps {
  customer: Customer;
  onClose: () => void;
}

/** Finds the other record, shows both side by side, and makes one of them. */
export function MergeDialog({ customer, onClose }: MergeDialogProps) {
  const [other, setOther] = useState<Customer | null>(null);
  return (
    <Modal opened onClose={onClose} title={`Merge ${customer.name}`} size="lg">
      {other ? (
        <Choosing
          key={other.id}
          customer={customer}
          other={other}
          onBack={() => setOther(null)}
          onClose={onClose}
        />
      ) : (
        <Stack>
          <Text size="sm" c="dimmed">
            When somebody is in your list twice: choose the other record. This one stays and gets
            what the other has; the other is removed.
          </Text>
          <OtherRecord customer={customer} onFound={setOther} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Discard
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

interface OtherRecordProps {
  customer: Customer;
  onFound: (other: Customer) => void;
}

function OtherRecord({ customer, onFound }: OtherRecordProps) {
  const [text, setText] = useState("");
  // Before anything is typed: whoever has the same last name.
  const q = useSearched(text.trim() || (customer.name.split(" ").at(-1) ?? ""));
  const found = useQuery({
    queryKey: keys.customers.search(q, "merge"),
    queryFn: ({ signal }) => listCustomers({ q, limit: 20 }, { signal }),
    placeholderData: keepPreviousData,
  });
  const others = found.data?.items.filter(({ id }) => id !== customer.id) ?? [];
  return (
    <Select
      label="The other record"
      placeholder="Name, e-mail or phone"
      searchable
      data-autofocus
      searchValue={text}
      onSearchChange={setText}
      nothingFoundMessage={
        text.trim()
          ? nobodyText(q, "Nobody is found.")
          : "Type a name, an e-mail or a phone number."
      }
      filter={({ options }) => options}
      data={others.map(({ id, name, email, phone }) => ({
        value: id,
        label: [name, email ?? phone].filter(Boolean).join(", "),
      }))}
      value={null}
      onChange={(id) => {
        const other = others.find((each) => each.id === id);
        if (other) onFound(other);
      }}
    />
  );
}

interface ChoosingProps extends MergeDialogProps {
  other: Customer;
  onBack: () => void;
}

function Choosing({ customer, other, onBack, onClose }: ChoosingProps) {
  const client = useQueryClient();
  const [keep, setKeep] = useState<Required<KeptDetails>>(() => keptAtFirst(customer, other));
  const [status, setStatus] = useState<CustomerMergeStatus>(null);
  const mustSay = customer.status !== other.status && status === null;
  const merge = useMutation({
    mutationFn: () =>
      mergeCustomers(
        customer.id,
        { other_id: other.id, other_version: other.version, keep, status },
        ifMatch(customer.version),
      ),
    onSuccess: (saved) => {
      client.setQueryData(keys.customers.one(saved.id), saved);
      refreshAfterMerge(client);
      toastWithUndo(`${customer.name} and ${other.name} are one customer now.`, () =>
        takeMergeBack(client, saved),
      );
      onClose();
    },
    onError: (error) => {
      if (!isProblem(error, "stale")) return;
      client.invalidateQueries({ queryKey: keys.customers.all });
    },
  });
  return (
    <Stack>
      <MergeChoices
        customer={customer}
        other={other}
        keep={keep}
        onKeep={setKeep}
        status={status}
        onStatus={setStatus}
      />
      {merge.isError && <Refusal error={merge.error} />}
      <Alert color="yellow" icon={<IconAlertTriangle size={18} />}>
        {other.name} ({other.email ?? other.phone ?? "no contact details"}) becomes part of{" "}
        {customer.name} ({customer.email ?? customer.phone ?? "no contact details"}). For 30 days
        this can be undone.
      </Alert>
      <Group justify="flex-end">
        <Button variant="default" mr="auto" onClick={onBack}>
          Another record
        </Button>
        <Button variant="default" onClick={onClose}>
          Discard
        </Button>
        <Button
          color="red"
          disabled={mustSay}
          loading={merge.isPending}
          onClick={() => merge.mutate()}
        >
          Merge both
        </Button>
      </Group>
    </Stack>
  );
}
