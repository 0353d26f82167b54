import { Button } from "@mantine/core";
import type { Appointment } from "../../api/generated/api.schemas";
import { useMe } from "../../api/session";
import { may } from "../../lib/permissions";
import { StepMenu } from "./StepMenu";
import { isAside, STEPS, type StepName, stepsOf } from "./steps";
import { useStep } from "./useStep";

interface StepButtonsProps {
  appointment: Appointment;
  size?: "xs" | "md";
}

/** On screen as buttons; whatever else there is stays behind the dots. */
const SHOWN = 2;

/** The next steps as buttons, the likeliest filled, and the rest in a menu. */
export function StepButtons({ appointment, size = "md" }: StepButtonsProps) {
  const me = useMe();
  const step = useStep();
  const steps = stepsOf(appointment, Date.now()).filter((name) => may(me, STEPS[name].right));
  const shown = inOrder(steps)
    .filter((name) => !isAside(name, appointment))
    .slice(0, SHOWN);
  return (
    <>
      {shown.map((name, at) => {
        const { label, icon: Icon } = STEPS[name];
        return (
          <Button
            key={name}
            size={size}
            variant={at === 0 ? "filled" : "default"}
            leftSection={<Icon size={18} />}
            loading={step.isPending && step.variables.step === name}
            disabled={step.isPending}
            onClick={() => step.mutate({ appointment, step: name })}
          >
            {label}
          </Button>
        );
      })}
      <StepMenu appointment={appointment} except={shown} />
    </>
  );
}

/** Whoever works through a day starts and finishes; that somebody did not come is next. */
function inOrder(steps: StepName[]): StepName[] {
  const order: StepName[] = ["approve", "start", "complete", "noShow", "checkIn"];
  const rank = (name: StepName) => (order.includes(name) ? order.indexOf(name) : order.length);
  const isLate = steps.includes("noShow");
  return [...steps]
    .sort((a, b) => rank(a) - rank(b))
    .filter((name) => !(isLate && name === "complete"));
}
