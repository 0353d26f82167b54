import { ActionIcon, Badge, Group, Menu } from "@mantine/core";
import { IconDots, IconMailForward, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { listInvitations, resendInvitation, revokeInvitation } from "../../api/generated/api";
import type { Invitation } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { everyPage } from "../../api/lists";
import { useBusiness, useMe } from "../../api/session";
import { agoText } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { Confirm } from "../../ui/Confirm";
import { type Column, DataTable } from "../../ui/DataTable";
import { Named, UnderName } from "../../ui/Face";
import { RoleBadge } from "../../ui/RoleBadge";
import { ErrorState } from "../../ui/States";
import { toast, toastProblem } from "../../ui/toast";
import classes from "./Team.module.css";

/** Who is invited and has not answered yet; nothing when there is nobody. */
export function InvitationsPanel() {
  const { locale } = useBusiness();
  const invitations = useQuery({
    queryKey: keys.invitations,
    queryFn: ({ signal }) =>
      everyPage((after) => listInvitations({ after, limit: 100 }, { signal })),
  });
  if (invitations.isError && !invitations.data) {
    return <ErrorState error={invitations.error} onRetry={invitations.refetch} />;
  }
  if (!invitations.data?.length) return null;
  return (
    <section aria-labelledby="invited">
      <h2 id="invited" className={classes.part}>
        Invited
      </h2>
      <DataTable
        label="Invited"
        rows={invitations.data}
        columns={columnsOf(locale)}
        keyOf={({ id }) => id}
        phoneLine={({ email }) => <UnderName>{email}</UnderName>}
      />
    </section>
  );
}

function columnsOf(locale: string): Column<Invitation>[] {
  return [
    { label: "Name", cell: ({ name }) => <Named name={name} /> },
    { label: "E-mail", isMinor: true, cell: ({ email }) => email },
    {
      label: "Role",
      cell: ({ role, has_expired }) => (
        <Group gap={6}>
          <RoleBadge role={role} />
          {has_expired && <Badge color="red">Run out</Badge>}
        </Group>
      ),
    },
    {
      label: "Calendar",
      isMinor: true,
      cell: ({ calendar }) => calendar?.name ?? <span className={classes.none}>None</span>,
    },
    {
      label: "Sent",
      isMinor: true,
      cell: ({ created_at, invited_by }) =>
        `${agoText(created_at, Date.now(), locale)}${invited_by ? ` by ${invited_by.name}` : ""}`,
    },
    {
      label: "Actions",
      isRight: true,
      cell: (invitation) => <InvitationMenu invitation={invitation} />,
    },
  ];
}

function InvitationMenu({ invitation }: { invitation: Invitation }) {
  const { id, name, email, role } = invitation;
  const me = useMe();
  const client = useQueryClient();
  const [isAsking, ask] = useState(false);
  const after = {
    onError: toastProblem,
    onSettled: () => client.invalidateQueries({ queryKey: keys.invitations }),
  };
  const resend = useMutation({
    mutationFn: () => resendInvitation(id),
    onSuccess: () => toast(`A fresh link to ${email} is on its way. The old one stopped working.`),
    ...after,
  });
  const revoke = useMutation({
    mutationFn: () => revokeInvitation(id),
    onSuccess: () => toast(`${name} is not invited any more.`),
    ...after,
  });
  const isInReach =
    may(me, MAY.invitePeople) && (role !== "TENANT_MANAGER" || may(me, MAY.changeRoles));
  if (!isInReach) return null;
  return (
    <>
      <Menu position="bottom-end" width={184}>
        <Menu.Target>
          <ActionIcon
            aria-label={`Actions for the invitation of ${name}`}
            loading={resend.isPending || revoke.isPending}
          >
            <IconDots size={18} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconMailForward size={16} stroke={1.7} aria-hidden="true" />}
            onClick={() => resend.mutate()}
          >
            Send again
          </Menu.Item>
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} stroke={1.7} aria-hidden="true" />}
            onClick={() => ask(true)}
          >
            Take back
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isAsking && (
        <Confirm
          title={`Take the invitation of ${name} back?`}
          act="Take back"
          keep="Keep it"
          isLoss
          isBusy={revoke.isPending}
          onConfirm={() => revoke.mutate(undefined, { onSettled: () => ask(false) })}
          onClose={() => ask(false)}
        >
          The link mailed to {email} stops working. You can invite them again.
        </Confirm>
      )}
    </>
  );
}
