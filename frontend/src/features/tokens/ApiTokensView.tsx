import { Anchor, Button, Group, Text } from "@mantine/core";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { listApiTokens, revokeApiToken } from "../../api/generated/api";
import type { ApiToken, NewApiToken } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness, useMe } from "../../api/session";
import { agoText, dayText } from "../../lib/format";
import { isInPerson } from "../../lib/permissions";
import { dayOf } from "../../lib/zones";
import { type Column, DataTable } from "../../ui/DataTable";
import { UnderName } from "../../ui/Face";
import { ShownOnce } from "../../ui/ShownOnce";
import { EmptyState, ErrorState, LoadingRows } from "../../ui/States";
import { toast } from "../../ui/toast";
import { NewToken } from "./NewToken";
import { RevokeToken } from "./RevokeToken";
import classes from "./Tokens.module.css";

/** What scripts and integrations of the business carry; out of reach during a visit. */
export function ApiTokensView() {
  if (isInPerson(useMe())) return <Tokens />;
  return (
    <EmptyState icon={IconKey} title="API tokens are out of reach during a visit.">
      Only whoever owns the business sees, makes and revokes them.
    </EmptyState>
  );
}

function Tokens() {
  const client = useQueryClient();
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<NewApiToken | null>(null);
  const [revoking, setRevoking] = useState<ApiToken | null>(null);
  const tokens = useQuery({
    queryKey: keys.apiTokens,
    queryFn: ({ signal }) => listApiTokens({ signal }),
  });
  const refresh = () => client.invalidateQueries({ queryKey: keys.apiTokens });
  const revoke = useMutation({
    mutationFn: ({ id }: ApiToken) => revokeApiToken(id),
    onSuccess: (_, { name }) => toast(`${name} opens nothing any more.`),
    onSettled: () => {
      setRevoking(null);
      refresh();
    },
  });
  const columns = useColumns(setRevoking);
  const items = tokens.data?.items ?? [];
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
      New token
    </Button>
  );
  return (
    <>
      <Group justify="space-between" mb="md">
        <Text size="sm" c="dimmed">
          For scripts and other programs that act for you.{" "}
          <Anchor href="/api/docs" target="_blank" inherit underline="always">
            What the API can do
          </Anchor>
        </Text>
        {items.length > 0 && add}
      </Group>
      {tokens.isPending && <LoadingRows rows={3} />}
      {tokens.isError && !tokens.data && (
        <ErrorState error={tokens.error} onRetry={tokens.refetch} />
      )}
      {tokens.data && items.length === 0 && (
        <EmptyState icon={IconKey} title="There is no API token yet." action={add}>
          Make one for each program, with only what it needs. You can revoke it at any time.
        </EmptyState>
      )}
      {items.length > 0 && (
        <DataTable
          label="API tokens"
          rows={items}
          columns={columns}
          keyOf={({ id }) => id}
          phoneLine={({ prefix }) => <UnderName>{prefix}…</UnderName>}
        />
      )}
      {isMaking && tokens.data && (
        <NewToken
          scopes={tokens.data.scopes}
          onClose={() => setMaking(false)}
          onMade={(token) => {
            setMaking(false);
            setMade(token);
            refresh();
          }}
        />
      )}
      {made && (
        <ShownOnce title={`${made.name} is ready`} secret={made.token} onKept={() => setMade(null)}>
          The program sends it as “Authorization: Bearer …” to this business's own address.
        </ShownOnce>
      )}
      {revoking && (
        <RevokeToken
          token={revoking}
          isBusy={revoke.isPending}
          onConfirm={() => revoke.mutate(revoking)}
          onClose={() => setRevoking(null)}
        />
      )}
    </>
  );
}

function useColumns(onRevoke: (token: ApiToken) => void): Column<ApiToken>[] {
  const { zone, locale } = useBusiness();
  const day = (moment: string) => dayText(dayOf(moment, zone), locale, "date");
  return [
    {
      label: "Name",
      sortBy: ({ name }) => name,
      cell: ({ name }) => (
        <Text span size="sm" fw={600}>
          {name}
        </Text>
      ),
    },
    {
      label: "Begins with",
      isMinor: true,
      cell: ({ prefix }) => <span className={classes.prefix}>{prefix}…</span>,
    },
    {
      label: "May",
      isMinor: true,
      sortBy: ({ scopes }) => scopes.length,
      cell: ({ scopes }) => (scopes.length === 1 ? "1 thing" : `${scopes.length} things`),
    },
    {
      label: "Last used",
      isMinor: true,
      sortBy: ({ last_used_at }) => last_used_at ?? "",
      cell: ({ last_used_at }) =>
        last_used_at ? agoText(last_used_at, Date.now(), locale) : "Never",
    },
    {
      label: "Until",
      sortBy: ({ expires_at }) => expires_at,
      cell: ({ expires_at }) => day(expires_at),
    },
    {
      label: "Action",
      isRight: true,
      cell: (token) => (
        <Button
          size="xs"
          variant="light"
          color="red"
          aria-label={`Revoke ${token.name}`}
          onClick={() => onRevoke(token)}
        >
          Revoke
        </Button>
      ),
    },
  ];
}
