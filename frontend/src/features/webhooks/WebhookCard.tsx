import { ActionIcon, Badge, Button, Group, Menu, Paper, Stack, Text, Title } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  changeWebhook,
  exchangeWebhookSecret,
  removeWebhook,
  testWebhook,
} from "../../api/generated/api";
import type { Webhook, WebhookWithSecret } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { useBusiness } from "../../api/session";
import { agoText, momentText } from "../../lib/format";
import { Confirm } from "../../ui/Confirm";
import { toast, toastProblem } from "../../ui/toast";
import { topicsText } from "./topics";
import classes from "./Webhooks.module.css";

interface WebhookCardProps {
  webhook: Webhook;
  onEdit: () => void;
  onRead: () => void;
  onNewSecret: (made: WebhookWithSecret) => void;
}

/** How it is doing, in a word. */
function looksOf({ is_on, off_because, failed_at, delivered_at }: Webhook) {
  if (off_because) return ["Switched off", "red"] as const;
  if (!is_on) return ["Off", "gray"] as const;
  if (failed_at && failed_at > (delivered_at ?? "")) return ["Not arriving", "yellow"] as const;
  return delivered_at ? (["Arriving", "green"] as const) : (["Waiting", "gray"] as const);
}

const WHY_OFF = {
  failures:
    "Several messages in a row did not arrive, so nothing is sent here for now. When the other program listens again, switch it on; what it missed can be sent again.",
  gone: "The other side said that nobody listens there any more, so nothing is sent here for now.",
} as const;

export function WebhookCard({ webhook, onEdit, onRead, onNewSecret }: WebhookCardProps) {
  const client = useQueryClient();
  const [asking, setAsking] = useState<"remove" | "secret" | null>(null);
  const after = {
    onError: toastProblem,
    onSettled: () => {
      setAsking(null);
      client.invalidateQueries({ queryKey: keys.webhooks.all });
    },
  };
  const test = useMutation({
    mutationFn: () => testWebhook(webhook.id),
    onSuccess: onRead,
    ...after,
  });
  const toggle = useMutation({
    mutationFn: () =>
      changeWebhook(webhook.id, { is_on: !webhook.is_on }, ifMatch(webhook.version)),
    onSuccess: ({ name, is_on }) => toast(`${name} is switched ${is_on ? "on" : "off"}.`),
    ...after,
  });
  const exchange = useMutation({
    mutationFn: () => exchangeWebhookSecret(webhook.id, {}, ifMatch(webhook.version)),
    onSuccess: onNewSecret,
    ...after,
  });
  const remove = useMutation({
    mutationFn: () => removeWebhook(webhook.id),
    onSuccess: () => toast(`Nothing is sent to ${webhook.name} any more.`),
    ...after,
  });
  const [state, color] = looksOf(webhook);
  const off = webhook.off_because as keyof typeof WHY_OFF | null;
  return (
    <Paper withBorder radius="lg" p="lg" component="section" aria-label={webhook.name}>
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Title order={2} size="h4" className={classes.name}>
            {webhook.name}
          </Title>
          <Badge color={color}>{state}</Badge>
        </Group>
        <code className={classes.url}>{webhook.url}</code>
        <Text size="sm">Hears of {topicsText(webhook.topics)}.</Text>
        {off && <Text size="sm">{WHY_OFF[off]}</Text>}
        <Facts webhook={webhook} />
        <Group gap="xs">
          {off && (
            <Button loading={toggle.isPending} onClick={() => toggle.mutate()}>
              Switch on
            </Button>
          )}
          <Button variant="default" onClick={onRead} aria-label={`Messages to ${webhook.name}`}>
            Messages
          </Button>
          <Button
            variant="default"
            loading={test.isPending}
            aria-label={`Send a test to ${webhook.name}`}
            onClick={() => test.mutate()}
          >
            Send a test
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={`More about ${webhook.name}`}>
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={onEdit}>Change…</Menu.Item>
              <Menu.Item onClick={() => setAsking("secret")}>New signing secret…</Menu.Item>
              {!off && (
                <Menu.Item onClick={() => toggle.mutate()}>
                  {webhook.is_on ? "Switch off" : "Switch on"}
                </Menu.Item>
              )}
              <Menu.Item c="var(--danger)" onClick={() => setAsking("remove")}>
                Remove…
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Stack>
      {asking === "secret" && (
        <Confirm
          title={`New signing secret for ${webhook.name}?`}
          act="Make a new secret"
          keep="Keep the present one"
          isBusy={exchange.isPending}
          onConfirm={() => exchange.mutate()}
          onClose={() => setAsking(null)}
        >
          Messages carry the signatures of both secrets for a day, so that you can exchange it over
          there meanwhile. After that only the new one counts.
        </Confirm>
      )}
      {asking === "remove" && (
        <Confirm
          title={`Remove ${webhook.name}?`}
          act="Remove webhook"
          keep="Keep it"
          isLoss
          isBusy={remove.isPending}
          onConfirm={() => remove.mutate()}
          onClose={() => setAsking(null)}
        >
          The other program hears nothing any more, not even what still waits to be sent. This
          cannot be taken back; to pause it, switch it off instead.
        </Confirm>
      )}
    </Paper>
  );
}

function Facts({ webhook }: { webhook: Webhook }) {
  const { zone, locale } = useBusiness();
  const { delivered_at, failed_at, former_secret_until } = webhook;
  const facts = [
    delivered_at
      ? `Last message arrived ${agoText(delivered_at, Date.now(), locale)}.`
      : "No message has arrived yet.",
    failed_at &&
      failed_at > (delivered_at ?? "") &&
      `The last try failed ${agoText(failed_at, Date.now(), locale)}.`,
    former_secret_until &&
      `The former secret counts until ${momentText(former_secret_until, zone, locale)}.`,
  ];
  return (
    <Text size="sm" c="dimmed" role="status">
      {facts.filter(Boolean).join(" ")}
    </Text>
  );
}
