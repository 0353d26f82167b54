import {
  Anchor,
  Button,
  Group,
  Modal,
  NumberInput,
  Progress,
  Select,
  Stack,
  Text,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { createDemo, getDemo } from "../../api/generated/api";
import type { Demo, NewDemo as Order } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { FormModal } from "../../ui/FormModal";
import { showFieldErrors } from "../../ui/forms";
import { DemoLogIns } from "./DemoActs";

const FLAVOURS = [
  { value: "salon", label: "Hair salon in New York" },
  { value: "clinic", label: "Physiotherapy in Berlin" },
];
const LOOK_MS = 700;

/** Orders a demo and shows how far it is, until its log-ins are there. */
export function NewDemo({ onClose }: { onClose: () => void }) {
  const [orderedId, setOrderedId] = useState<string | null>(null);
  return orderedId ? (
    <Making id={orderedId} onClose={onClose} />
  ) : (
    <OrderForm onOrdered={({ id }) => setOrderedId(id)} onClose={onClose} />
  );
}

interface OrderFormProps {
  onOrdered: (demo: Demo) => void;
  onClose: () => void;
}

function OrderForm({ onOrdered, onClose }: OrderFormProps) {
  const form = useForm<Required<Order>>({ initialValues: { flavour: "salon", days: 7 } });
  const order = useMutation({
    mutationFn: (values: Order) => createDemo(values),
    onSuccess: onOrdered,
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <FormModal
      title="New demo business"
      act="Make demo"
      isBusy={order.isPending}
      error={order.error}
      onSubmit={form.onSubmit((values) => order.mutate(values))}
      onClose={onClose}
    >
      <Select
        label="Like a"
        allowDeselect={false}
        data={FLAVOURS}
        {...form.getInputProps("flavour")}
      />
      <NumberInput
        label="Erased after, in days"
        min={1}
        max={60}
        allowDecimal={false}
        {...form.getInputProps("days")}
      />
      <Text size="sm" c="dimmed">
        With staff, services, customers and six weeks of appointments. No mail leaves for any of its
        invented guests.
      </Text>
    </FormModal>
  );
}

const STEPS: Record<Demo["state"], [percent: number, words: string]> = {
  waiting: [20, "Waiting for its turn"],
  making: [60, "Inventing customers and appointments"],
  ready: [100, "Ready"],
  failed: [100, "It could not be made. Please order another."],
};

function Making({ id, onClose }: { id: string; onClose: () => void }) {
  const client = useQueryClient();
  const demo = useQuery({
    queryKey: keys.platformTenants.demo(id),
    queryFn: ({ signal }) => getDemo(id, { signal }),
    refetchInterval: ({ state }) => (isOver(state.data) ? false : LOOK_MS),
  });
  const state = demo.data?.state ?? "waiting";
  useEffect(() => {
    if (state === "ready") client.invalidateQueries({ queryKey: keys.platformTenants.all });
  }, [client, state]);
  const [percent, words] = STEPS[state];
  return (
    <Modal opened onClose={onClose} title="New demo business" size="md">
      <Stack>
        <Progress
          value={percent}
          color={state === "failed" ? "red" : "brand"}
          animated={!isOver(demo.data)}
          aria-label="Making the demo"
        />
        <Text size="sm" role="status">
          {words}
        </Text>
        {demo.data?.url && (
          <Anchor href={demo.data.url} target="_blank" rel="noreferrer" size="sm">
            {demo.data.url}
          </Anchor>
        )}
        {state === "ready" && <DemoLogIns id={id} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function isOver(demo: Demo | undefined): boolean {
  return demo?.state === "ready" || demo?.state === "failed";
}
