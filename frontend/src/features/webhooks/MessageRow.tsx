import { Badge, Button, Group, ScrollArea, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconRefresh } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { replayWebhookDelivery } from "../../api/generated/api";
import type { Webhook, WebhookDelivery } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness } from "../../api/session";
import { agoText, countText, momentText } from "../../lib/format";
import { toastProblem } from "../../ui/toast";
import classes from "./Webhooks.module.css";

const LOOKS: Record<string, [label: string, color: string]> = {
  waiting: ["Waiting", "yellow"],
  delivered: ["Arrived", "green"],
  failed: ["Failed", "red"],
};

/** Is sent to a webhook that is switched off too. */
const TEST = "webhook.test";

interface MessageRowProps {
  webhook: Pick<Webhook, "id" | "is_on">;
  message: WebhookDelivery;
}

/** One message: what it was about and what became of it; opened, all of it. */
export function MessageRow({ webhook, message }: MessageRowProps) {
  const { locale } = useBusiness();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const [label, color] = LOOKS[message.state] ?? [message.state, "gray"];
  return (
    <li className={classes.message}>
      <UnstyledButton
        className={classes.line}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <span className={classes.what}>
          <span className={classes.topic}>{message.topic}</span>
          <Text span size="xs" c="dimmed">
            {agoText(message.occurred_at, Date.now(), locale)}
          </Text>
        </span>
        <Badge color={color}>{message.status ? `${label} · ${message.status}` : label}</Badge>
        <IconChevronDown
          size={16}
          aria-hidden="true"
          className={classes.chevron}
          data-open={isOpen || undefined}
        />
      </UnstyledButton>
      <div id={id} hidden={!isOpen}>
        {isOpen && <Details webhook={webhook} message={message} />}
      </div>
    </li>
  );
}

function Details({ webhook, message }: MessageRowProps) {
  const { zone, locale } = useBusiness();
  const client = useQueryClient();
  const replay = useMutation({
    mutationFn: () => replayWebhookDelivery(webhook.id, message.id),
    onError: toastProblem,
    onSettled: () => client.invalidateQueries({ queryKey: keys.webhooks.all }),
  });
  const { state, next_try_at, problem } = message;
  const isHalted = !webhook.is_on && message.topic !== TEST;
  return (
    <Stack gap="sm" className={classes.details}>
      {problem && <Text size="sm">{problem}</Text>}
      {state === "waiting" && next_try_at && (
        <Text size="sm" c="dimmed">
          {message.tries > 0 && `Tried ${countText(message.tries, "time")} so far. `}
          {!isHalted && `The next one is due ${agoText(next_try_at, Date.now(), locale)}.`}
        </Text>
      )}
      {isHalted && <Text size="sm">Nothing is sent while the webhook is switched off.</Text>}
      {message.log.length > 0 && (
        <ul className={classes.tries} aria-label="Tries">
          {message.log.map((tried) => (
            <li key={tried.at}>
              <span>{momentText(tried.at, zone, locale)}</span>
              <span>{tried.status ?? "no answer"}</span>
              <span>{tried.milliseconds} ms</span>
            </li>
          ))}
        </ul>
      )}
      <Text size="xs" c="dimmed" className={classes.id}>
        {message.message_id}
      </Text>
      {message.body && <Quote label="What was sent" text={pretty(message.body)} />}
      {message.response && <Quote label="What the other side answered" text={message.response} />}
      <Group>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={14} />}
          loading={replay.isPending}
          disabled={isHalted}
          onClick={() => replay.mutate()}
        >
          {state === "waiting" ? "Try now" : "Send again"}
        </Button>
      </Group>
    </Stack>
  );
}

function Quote({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <Text size="xs" fw={600} mb={4}>
        {label}
      </Text>
      <ScrollArea.Autosize mah={320} type="auto" className={classes.code}>
        <pre className={classes.text}>{text}</pre>
      </ScrollArea.Autosize>
    </div>
  );
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
