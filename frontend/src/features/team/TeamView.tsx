import { Badge } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { listUsers } from "../../api/generated/api";
import type { UserItem } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { everyPage } from "../../api/lists";
import { useBusiness } from "../../api/session";
import { agoText } from "../../lib/format";
import { roleName } from "../../lib/permissions";
import { type Column, DataTable } from "../../ui/DataTable";
import { Named, UnderName } from "../../ui/Face";
import { ErrorState, LoadingRows, PageHead } from "../../ui/States";

const ROLE_COLORS: Record<string, string> = { TENANT_OWNER: "brand", TENANT_MANAGER: "green" };

export function TeamView() {
  const { locale } = useBusiness();
  const users = useQuery({
    queryKey: keys.users,
    queryFn: ({ signal }) => everyPage((after) => listUsers({ after, limit: 100 }, { signal })),
  });
  return (
    <>
      <PageHead title="Team">Everybody with an account here, and what they may do.</PageHead>
      {users.isPending && <LoadingRows />}
      {users.isError && !users.data && <ErrorState error={users.error} onRetry={users.refetch} />}
      {users.data && (
        <DataTable
          label="Team"
          rows={users.data}
          columns={columnsOf(locale)}
          keyOf={({ id }) => id}
          phoneLine={({ email }) => <UnderName>{email}</UnderName>}
        />
      )}
    </>
  );
}

function columnsOf(locale: string): Column<UserItem>[] {
  return [
    {
      label: "Name",
      sortBy: ({ name }) => name,
      cell: ({ name }) => <Named name={name} />,
    },
    { label: "E-mail", isMinor: true, sortBy: ({ email }) => email, cell: ({ email }) => email },
    {
      label: "Role",
      sortBy: ({ role }) => role,
      cell: ({ role }) => <Badge color={ROLE_COLORS[role] ?? "gray"}>{roleName(role)}</Badge>,
    },
    {
      label: "Last sign-in",
      isMinor: true,
      sortBy: ({ last_sign_in_at }) => last_sign_in_at ?? "",
      cell: ({ last_sign_in_at, is_active }) => {
        if (!is_active) return "Deactivated";
        return last_sign_in_at ? agoText(last_sign_in_at, Date.now(), locale) : "Never";
      },
    },
  ];
}
