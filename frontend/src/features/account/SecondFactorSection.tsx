import { Badge, Button, Group, Modal, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { getSecondFactor } from "../../api/generated/api";
import type { SecondFactor } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness } from "../../api/session";
import { dayText } from "../../lib/format";
import { dayOf } from "../../lib/zones";
import { ErrorState, LoadingRows } from "../../ui/States";
import { toast } from "../../ui/toast";
import { RenewCodes, TurnOff } from "./ChangeSecondFactor";
import { Section } from "./Section";
import { SetUpSecondFactor } from "./SetUpSecondFactor";

type Dialog = "set-up" | "renew" | "turn-off";

export function SecondFactorSection() {
  const client = useQueryClient();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const factor = useQuery({
    queryKey: keys.secondFactor,
    queryFn: ({ signal }) => getSecondFactor({ signal }),
  });
  const close = (message?: string) => {
    setDialog(null);
    if (message) toast(message);
    client.invalidateQueries({ queryKey: keys.secondFactor });
    client.invalidateQueries({ queryKey: keys.sessions });
    client.invalidateQueries({ queryKey: keys.me });
  };
  return (
    <Section
      title="Second factor"
      lead="A code from an app on your phone, asked for at each sign-in. A stolen password alone then opens nothing."
      action={
        factor.data &&
        !factor.data.is_on && <Button onClick={() => setDialog("set-up")}>Set up</Button>
      }
    >
      {factor.isPending && <LoadingRows rows={1} />}
      {factor.isError && <ErrorState error={factor.error} onRetry={factor.refetch} />}
      {factor.data?.is_on && (
        <On
          factor={factor.data}
          onRenew={() => setDialog("renew")}
          onTurnOff={() => setDialog("turn-off")}
        />
      )}
      {dialog === "set-up" && (
        <Modal
          opened
          onClose={() => close()}
          title="Set up your second factor"
          size="lg"
          closeOnClickOutside={false}
          closeOnEscape={false}
        >
          <SetUpSecondFactor
            onDone={() => close("Your second factor is on.")}
            onCancel={() => close()}
          />
        </Modal>
      )}
      {dialog === "renew" && <RenewCodes onClose={() => close()} />}
      {dialog === "turn-off" && <TurnOff onClose={close} />}
    </Section>
  );
}

interface OnProps {
  factor: SecondFactor;
  onRenew: () => void;
  onTurnOff: () => void;
}

const FEW_CODES = 3;

function On({ factor, onRenew, onTurnOff }: OnProps) {
  const { zone, locale } = useBusiness();
  const left = factor.codes_left;
  return (
    <>
      <Group gap="sm">
        <Badge color="green">On</Badge>
        <Text size="sm" c="dimmed">
          {factor.confirmed_at &&
            `since ${dayText(dayOf(factor.confirmed_at, zone), locale, "date")} · `}
          {left === 1 ? "1 recovery code left" : `${left} recovery codes left`}
        </Text>
        {left <= FEW_CODES && <Badge color="yellow">Make new codes</Badge>}
      </Group>
      <Group>
        <Button variant="default" onClick={onRenew}>
          New recovery codes
        </Button>
        <Button variant="light" color="red" onClick={onTurnOff}>
          Turn off
        </Button>
      </Group>
    </>
  );
}
