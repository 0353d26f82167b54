import { ActionIcon, Menu } from "@mantine/core";
import {
  IconCalendar,
  IconCrown,
  IconDots,
  IconUserCheck,
  IconUserOff,
  IconUserUp,
} from "@tabler/icons-react";
import { useState } from "react";
import type { Me, UserItem } from "../../api/generated/api.schemas";
import { useMe } from "../../api/session";
import { isInPerson, MAY, may } from "../../lib/permissions";
import { Confirm } from "../../ui/Confirm";
import { CalendarForm } from "./CalendarForm";
import { TransferForm } from "./TransferForm";
import { usePersonActs } from "./usePersonActs";

const icon = { size: 16, stroke: 1.7, "aria-hidden": true } as const;

/** What this person may do to that one; the server decides it again. */
function actsOn(me: Me, person: UserItem) {
  const { role, is_active } = person;
  const isOwner = role === "TENANT_OWNER";
  const isTeam = role !== "CUSTOMER";
  const isOneself = person.id === me.user.id;
  const isInReach =
    !isOwner &&
    may(me, MAY.managePeople) &&
    (role !== "TENANT_MANAGER" || may(me, MAY.changeRoles));
  return {
    role: isTeam && !isOwner && may(me, MAY.changeRoles),
    hire: !isTeam && is_active && may(me, MAY.changeRoles),
    calendar: isTeam && (isInReach || (isOwner && isOneself && may(me, MAY.managePeople))),
    state: isInReach,
    ownership: isTeam && !isOwner && is_active && may(me, MAY.transferOwnership) && isInPerson(me),
  };
}

interface PersonMenuProps {
  person: UserItem;
  moreActs?: (person: UserItem) => React.ReactNode;
}

export function PersonMenu({ person, moreActs }: PersonMenuProps) {
  const me = useMe();
  const acts = actsOn(me, person);
  const [asking, ask] = useState<"calendar" | "deactivate" | "hire" | "transfer" | null>(null);
  const { giveRole, hire, deactivate, reactivate } = usePersonActs();
  const more = moreActs?.(person);
  if (!more && !Object.values(acts).some(Boolean)) return null;
  const isManager = person.role === "TENANT_MANAGER";
  const close = () => ask(null);
  return (
    <>
      <Menu position="bottom-end" width={216}>
        <Menu.Target>
          <ActionIcon aria-label={`Actions for ${person.name}`}>
            <IconDots size={18} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {more}
          {acts.calendar && (
            <Menu.Item leftSection={<IconCalendar {...icon} />} onClick={() => ask("calendar")}>
              Calendar
            </Menu.Item>
          )}
          {acts.role && (
            <Menu.Item
              leftSection={<IconUserUp {...icon} />}
              onClick={() =>
                giveRole.mutate({ person, role: isManager ? "TENANT_STAFF" : "TENANT_MANAGER" })
              }
            >
              {isManager ? "Make staff" : "Make manager"}
            </Menu.Item>
          )}
          {acts.hire && (
            <Menu.Item leftSection={<IconUserUp {...icon} />} onClick={() => ask("hire")}>
              Take into the team
            </Menu.Item>
          )}
          {acts.ownership && (
            <Menu.Item leftSection={<IconCrown {...icon} />} onClick={() => ask("transfer")}>
              Hand the business over
            </Menu.Item>
          )}
          {acts.state && person.is_active && (
            <Menu.Item
              color="red"
              leftSection={<IconUserOff {...icon} />}
              onClick={() => ask("deactivate")}
            >
              Deactivate
            </Menu.Item>
          )}
          {acts.state && !person.is_active && (
            <Menu.Item
              leftSection={<IconUserCheck {...icon} />}
              onClick={() => reactivate.mutate(person)}
            >
              Reactivate
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asking === "calendar" && <CalendarForm person={person} onClose={close} />}
      {asking === "transfer" && <TransferForm person={person} onClose={close} />}
      {asking === "hire" && (
        <Confirm
          title={`Take ${person.name} into the team?`}
          act="Make staff"
          keep="Stay a customer"
          isBusy={hire.isPending}
          onConfirm={() => hire.mutate(person, { onSettled: close })}
          onClose={close}
        >
          {person.name} signs in as before and sees the schedule instead of their own bookings. You
          can give them a calendar afterwards. There is no way back to a customer.
        </Confirm>
      )}
      {asking === "deactivate" && (
        <Confirm
          title={`Deactivate ${person.name}?`}
          act="Deactivate"
          keep="Keep active"
          isLoss
          isBusy={deactivate.isPending}
          onConfirm={() => deactivate.mutate(person, { onSettled: close })}
          onClose={close}
        >
          {person.name} is signed out everywhere at once and cannot come in any more.{" "}
          {person.role === "CUSTOMER"
            ? "Bookings stay as they are."
            : "Appointments and the calendar stay; invitations they sent stop working."}{" "}
          You can reactivate the account at any time.
        </Confirm>
      )}
    </>
  );
}
