import { Button, Drawer, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listWebhookDeliveries } from "../../api/generated/api";
import type { Webhook, WebhookDelivery } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { ErrorState, LoadingRows } from "../../ui/States";
import { MessageRow } from "./MessageRow";

const SOON_MS = 2_000;
const CALM_MS = 20_000;
const NEAR_MS = 15_000;
type Filter = "all" | "waiting" | "failed";
const FILTERS: { value: Filter; label: string }[] = [
  { value: "all", label: "All" },
  { value: "waiting", label: "Waiting" },
  { value: "failed", label: "Failed" },
];

/** Whether the next try of one of them is about to be over. */
function isTelling(items: WebhookDelivery[], now = Date.now()): boolean {
  return items.some(({ next_try_at }) => next_try_at && Date.parse(next_try_at) < now + NEAR_MS);
}

export function Messages({ webhook, onClose }: { webhook: Webhook | null; onClose: () => void }) {
  return (
    <Drawer
      opened={!!webhook}
      onClose={onClose}
      size={560}
      title={webhook ? `Messages to ${webhook.name}` : ""}
    >
      {webhook && <List webhook={webhook} />}
    </Drawer>
  );
}

function List({ webhook }: { webhook: Webhook }) {
  const [filter, setFilter] = useState<Filter>("all");
  const state = filter === "all" ? undefined : filter;
  const found = useInfiniteQuery({
    queryKey: keys.webhooks.messages(webhook.id, filter),
    queryFn: ({ pageParam, signal }) =>
      listWebhookDeliveries(webhook.id, { state, after: pageParam, limit: 25 }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: ({ state: { data } }) =>
      isTelling(data?.pages.flatMap(({ items }) => items) ?? []) ? SOON_MS : CALM_MS,
  });
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label="Which messages"
        data={FILTERS}
        value={filter}
        onChange={(chosen) => setFilter(chosen as Filter)}
      />
      {found.isPending && <LoadingRows rows={4} />}
      {found.isError && items.length === 0 && (
        <ErrorState error={found.error} onRetry={found.refetch} />
      )}
      {found.isSuccess && items.length === 0 && (
        <Text size="sm" c="dimmed">
          {filter === "all"
            ? "Nothing was sent in the last thirty days."
            : "There is no such message."}
        </Text>
      )}
      <Stack gap={8} component="ul" p={0} m={0}>
        {items.map((message) => (
          <MessageRow key={message.id} webhook={webhook} message={message} />
        ))}
      </Stack>
      {found.hasNextPage && (
        <Group justify="center">
          <Button
            variant="default"
            loading={found.isFetchingNextPage}
            onClick={() => found.fetchNextPage()}
          >
            Show earlier
          </Button>
        </Group>
      )}
    </Stack>
  );
}
