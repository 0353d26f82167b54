import { Badge, Group, SegmentedControl, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { UserItem } from "../../api/generated/api.schemas";
import { teamQuery } from "../../api/lists";
import { useBusiness, useMe } from "../../api/session";
import { agoText } from "../../lib/format";
import { roleName } from "../../lib/permissions";
import { type Column, DataTable } from "../../ui/DataTable";
import { Named, UnderName } from "../../ui/Face";
import { RoleBadge } from "../../ui/RoleBadge";
import { ErrorState, LoadingRows } from "../../ui/States";
import { InvitationsPanel } from "./InvitationsPanel";
import { PersonMenu } from "./PersonMenu";
import classes from "./Team.module.css";

const ROLES = ["TENANT_OWNER", "TENANT_MANAGER", "TENANT_STAFF"];

interface PeoplePanelProps {
  moreActs?: (person: UserItem) => React.ReactNode;
}

/** Everybody of the team, and those who are invited. */
export function PeoplePanel({ moreActs }: PeoplePanelProps) {
  const { locale } = useBusiness();
  const me = useMe();
  const [role, setRole] = useState("all");
  const team = useQuery(teamQuery);
  const rows = (team.data ?? [])
    .filter((person) => role === "all" || person.role === role)
    .sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || a.name.localeCompare(b.name));
  return (
    <>
      <div className={classes.filter}>
        <SegmentedControl
          size="xs"
          aria-label="Role"
          value={role}
          data={[
            { value: "all", label: "All" },
            ...ROLES.map((value) => ({ value, label: roleName(value) })),
          ]}
          onChange={setRole}
        />
      </div>
      {team.isPending && <LoadingRows />}
      {team.isError && !team.data && <ErrorState error={team.error} onRetry={team.refetch} />}
      {team.data && rows.length === 0 && (
        <Text className={classes.note} size="sm" c="dimmed">
          Nobody has this role yet.
        </Text>
      )}
      {rows.length > 0 && (
        <DataTable
          label="Team"
          rows={rows}
          columns={columnsOf(locale, me.user.id, moreActs)}
          keyOf={({ id }) => id}
          phoneLine={({ email }) => <UnderName>{email}</UnderName>}
        />
      )}
      <InvitationsPanel />
    </>
  );
}

function columnsOf(
  locale: string,
  ownId: string,
  moreActs?: (person: UserItem) => React.ReactNode,
): Column<UserItem>[] {
  return [
    {
      label: "Name",
      sortBy: ({ name }) => name,
      cell: ({ id, name }) => (
        <>
          <Named name={name} />
          {id === ownId && <span className={classes.none}> (you)</span>}
        </>
      ),
    },
    { label: "E-mail", isMinor: true, sortBy: ({ email }) => email, cell: ({ email }) => email },
    {
      label: "Role",
      sortBy: ({ role }) => ROLES.indexOf(role),
      cell: ({ role, is_active }) => (
        <Group gap={6}>
          <RoleBadge role={role} />
          {!is_active && <Badge color="red">Deactivated</Badge>}
        </Group>
      ),
    },
    {
      label: "Calendar",
      isMinor: true,
      sortBy: ({ calendar }) => calendar?.name ?? "",
      cell: ({ calendar }) => calendar?.name ?? <span className={classes.none}>None</span>,
    },
    {
      label: "Last sign-in",
      isMinor: true,
      sortBy: ({ last_sign_in_at }) => last_sign_in_at ?? "",
      cell: ({ last_sign_in_at }) =>
        last_sign_in_at ? agoText(last_sign_in_at, Date.now(), locale) : "Never",
    },
    {
      label: "Actions",
      isRight: true,
      cell: (person) => <PersonMenu person={person} moreActs={moreActs} />,
    },
  ];
}
