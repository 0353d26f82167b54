import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Appointment } from "../../api/generated/api.schemas";
import { useMe } from "../../api/session";
import { may } from "../../lib/permissions";
import { isAside, STEPS, type StepName, stepsOf, whoOf } from "./steps";
import { useStep } from "./useStep";

interface StepMenuProps {
  appointment: Appointment;
  /** Steps that are on screen as buttons already. */
  except?: readonly StepName[];
  /** In a row of a list, where a frame around each would be loud. */
  isQuiet?: boolean;
  /** Further items: move, swap, cancel. */
  children?: ReactNode;
}

/** What else can be done with an appointment, behind three dots. */
export function StepMenu({ appointment, except = [], isQuiet, children }: StepMenuProps) {
  const me = useMe();
  const step = useStep();
  const steps = stepsOf(appointment, Date.now()).filter(
    (name) => may(me, STEPS[name].right) && !except.includes(name),
  );
  if (steps.length === 0 && !children) return null;
  return (
    <Menu position="bottom-end" width={190}>
      <Menu.Target>
        <ActionIcon
          variant={isQuiet ? "subtle" : "default"}
          loading={step.isPending}
          aria-label={`More for ${whoOf(appointment)}`}
        >
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {steps.map((name) => {
          const { label, icon: Icon } = STEPS[name];
          return (
            <Menu.Item
              key={name}
              leftSection={<Icon size={16} stroke={1.7} />}
              onClick={() => step.mutate({ appointment, step: name })}
            >
              {isAside(name, appointment) ? `${label} anyway` : label}
            </Menu.Item>
          );
        })}
        {children}
      </Menu.Dropdown>
    </Menu>
  );
}
