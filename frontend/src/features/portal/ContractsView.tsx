import { Box, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconFileDownload, IconSignature } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { listMyContracts, openMyContract } from "../../api/generated/api";
import type { MyContract } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { everyPage } from "../../api/lists";
import { useBusiness, useMe } from "../../api/session";
import { datedMomentText } from "../../lib/format";
import { isInPerson } from "../../lib/permissions";
import { EmptyState, ErrorState, LoadingRows, PageHead } from "../../ui/States";
import { toastProblem } from "../../ui/toast";
import { StandingBadge } from "./StandingBadge";

/** A customer's own contracts; what waits for them comes first. */
export function ContractsView() {
  const contracts = useQuery({
    queryKey: keys.contracts.mine,
    queryFn: ({ signal }) =>
      everyPage((after) => listMyContracts({ after, limit: 100 }, { signal })),
  });
  const items = [...(contracts.data ?? [])].sort((a, b) => Number(b.can_sign) - Number(a.can_sign));
  return (
    <>
      <PageHead title="My contracts" />
      {contracts.isPending && <LoadingRows rows={3} height={92} />}
      {contracts.isError && !contracts.data && (
        <ErrorState error={contracts.error} onRetry={contracts.refetch} />
      )}
      {contracts.data && items.length === 0 && (
        <EmptyState icon={IconSignature} title="There is nothing to sign." />
      )}
      <Stack p="md" maw={680}>
        {items.map((contract) => (
          <ContractCard key={contract.id} contract={contract} />
        ))}
      </Stack>
    </>
  );
}

function ContractCard({ contract }: { contract: MyContract }) {
  const me = useMe();
  const isOwn = isInPerson(me);
  const { zone, locale } = useBusiness();
  const { id, title, number, state, can_sign, expires_at, completed_at } = contract;
  const open = useMutation({
    mutationFn: () => openMyContract(id),
    onSuccess: ({ url }) => window.location.assign(url),
    onError: toastProblem,
  });
  const at = (moment: string) => datedMomentText(moment, zone, locale);
  return (
    <Paper withBorder p="md" radius="lg" component="section" aria-label={title}>
      <Group justify="space-between" align="start" wrap="nowrap">
        <Box miw={0} style={{ overflowWrap: "anywhere" }}>
          <Text fw={600}>{title}</Text>
          <Text size="sm" c="dimmed">
            {number}
            {can_sign && expires_at && <Part>sign until {at(expires_at)}</Part>}
            {completed_at && <Part>completed {at(completed_at)}</Part>}
          </Text>
        </Box>
        <StandingBadge contract={contract} />
      </Group>
      {isOwn && can_sign && (
        <Button
          mt="sm"
          leftSection={<IconSignature size={16} />}
          loading={open.isPending}
          onClick={() => open.mutate()}
        >
          Read and sign
        </Button>
      )}
      {isOwn && state === "completed" && (
        <Button
          mt="sm"
          size="xs"
          variant="default"
          leftSection={<IconFileDownload size={16} />}
          loading={open.isPending}
          onClick={() => open.mutate()}
        >
          Open the signed contract
        </Button>
      )}
      {!isOwn && (can_sign || state === "completed") && (
        <Text mt="sm" size="sm" c="dimmed">
          Only {me.user.name} can open it.
        </Text>
      )}
    </Paper>
  );
}

/** Stays on one line where it fits, so that no zone stands alone on the next. */
function Part({ children }: { children: ReactNode }) {
  return (
    <>
      {" · "}
      <Text span inherit display="inline-block">
        {children}
      </Text>
    </>
  );
}
