import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { IconPlus, IconWebhook } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { listWebhooks } from "../../api/generated/api";
import type { Webhook, WebhookWithSecret } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useMe } from "../../api/session";
import { isInPerson } from "../../lib/permissions";
import { ShownOnce } from "../../ui/ShownOnce";
import { EmptyState, ErrorState, LoadingRows } from "../../ui/States";
import { Messages } from "./Messages";
import { WebhookCard } from "./WebhookCard";
import { WebhookForm } from "./WebhookForm";

/** Where messages about the business go; out of reach during a visit. */
export function WebhooksView() {
  if (isInPerson(useMe())) return <Webhooks />;
  return (
    <EmptyState icon={IconWebhook} title="Webhooks are out of reach during a visit.">
      Only whoever owns the business sees and changes them.
    </EmptyState>
  );
}

function Webhooks() {
  const client = useQueryClient();
  /** A webhook, "new" for one that is to be, or nothing. */
  const [editing, setEditing] = useState<Webhook | "new" | null>(null);
  const [made, setMade] = useState<WebhookWithSecret | null>(null);
  const [reading, setReading] = useState<Webhook | null>(null);
  const webhooks = useQuery({
    queryKey: keys.webhooks.all,
    queryFn: ({ signal }) => listWebhooks({ signal }),
  });
  const refresh = () => client.invalidateQueries({ queryKey: keys.webhooks.all });
  const items = webhooks.data?.items ?? [];
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing("new")}>
      Add webhook
    </Button>
  );
  return (
    <Stack gap="lg" maw={820}>
      <Group justify="space-between">
        <Text size="sm" c="dimmed" maw={580}>
          Other programs hear of it at once when something happens here.{" "}
          <Anchor href="/api/docs" target="_blank" inherit underline="always">
            What they receive
          </Anchor>
        </Text>
        {items.length > 0 && add}
      </Group>
      {webhooks.isPending && <LoadingRows rows={2} height={120} />}
      {webhooks.isError && !webhooks.data && (
        <ErrorState error={webhooks.error} onRetry={webhooks.refetch} />
      )}
      {webhooks.data && items.length === 0 && (
        <EmptyState icon={IconWebhook} title="No other program listens yet." action={add}>
          Add the address that your bookkeeping, newsletter or own program gave you.
        </EmptyState>
      )}
      {items.map((webhook) => (
        <WebhookCard
          key={webhook.id}
          webhook={webhook}
          onEdit={() => setEditing(webhook)}
          onRead={() => setReading(webhook)}
          onNewSecret={setMade}
        />
      ))}
      {editing && webhooks.data && (
        <WebhookForm
          webhook={editing === "new" ? null : editing}
          topics={webhooks.data.topics}
          onClose={() => setEditing(null)}
          onSaved={(saved) => {
            setEditing(null);
            if ("secret" in saved) setMade(saved);
            refresh();
          }}
        />
      )}
      {made && (
        <ShownOnce
          title={`Signing secret of ${made.name}`}
          secret={made.secret}
          onKept={() => setMade(null)}
        >
          With it the other program checks that a message really comes from here.
        </ShownOnce>
      )}
      <Messages webhook={reading} onClose={() => setReading(null)} />
    </Stack>
  );
}
