import { Button, Group, Menu } from "@mantine/core";
import { IconArrowsExchange, IconArrowsMove } from "@tabler/icons-react";
import { useState } from "react";
import type { Appointment } from "../../api/generated/api.schemas";
import { useMe } from "../../api/session";
import { MAY, may } from "../../lib/permissions";
import { CallOff, type Ending } from "./CallOff";
import { StepMenu } from "./StepMenu";
import { SwapDialog } from "./SwapDialog";
import { isAside, isMovable, isSwappable, STEPS, type StepName, stepsOf } from "./steps";
import { useStep } from "./useStep";

interface ActsProps {
  appointment: Appointment;
  locale: string;
  onMove: () => void;
}

/** The likeliest next step as a button, then moving, then everything else. */
export function AppointmentActs({ appointment, locale, onMove }: ActsProps) {
  const me = useMe();
  const [asking, setAsking] = useState<Ending | "swap" | null>(null);
  const mayManage = may(me, MAY.manageAppointments);
  const now = Date.now();
  const [next] = stepsOf(appointment, now).filter(
    (name) => may(me, STEPS[name].right) && !isAside(name, appointment),
  );
  const canChange = mayManage && isMovable(appointment);
  if (!next && !canChange) return null;
  const close = () => setAsking(null);
  return (
    <Group gap="xs" mb="lg">
      {next && <StepButton appointment={appointment} step={next} />}
      {canChange && appointment.state === "pending" && (
        <Button variant="default" onClick={() => setAsking("reject")}>
          Reject
        </Button>
      )}
      {canChange && (
        <Button variant="default" leftSection={<IconArrowsMove size={16} />} onClick={onMove}>
          Move
        </Button>
      )}
      <StepMenu appointment={appointment} except={next ? [next] : []}>
        {mayManage && isSwappable(appointment, now) && (
          <Menu.Item
            leftSection={<IconArrowsExchange size={16} stroke={1.7} />}
            onClick={() => setAsking("swap")}
          >
            Swap with…
          </Menu.Item>
        )}
      </StepMenu>
      {canChange && appointment.state !== "pending" && (
        <Button variant="light" color="red" onClick={() => setAsking("cancel")}>
          {appointment.session ? "Cancel class" : "Cancel appointment"}
        </Button>
      )}
      {asking === "swap" && (
        <SwapDialog appointment={appointment} locale={locale} onClose={close} />
      )}
      {(asking === "cancel" || asking === "reject") && (
        <CallOff appointment={appointment} ending={asking} locale={locale} onClose={close} />
      )}
    </Group>
  );
}

function StepButton({ appointment, step: name }: { appointment: Appointment; step: StepName }) {
  const step = useStep();
  const { label, icon: Icon } = STEPS[name];
  const isBack = name === "reopen" || name === "restore";
  return (
    <Button
      variant={isBack ? "default" : "filled"}
      leftSection={<Icon size={16} />}
      loading={step.isPending}
      onClick={() => step.mutate({ appointment, step: name })}
    >
      {label}
    </Button>
  );
}
