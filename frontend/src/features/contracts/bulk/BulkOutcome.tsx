import { Alert, Anchor, Button, Progress, SegmentedControl, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { retryBulkSend } from "../../../api/generated/api";
import type { BulkSend, BulkSendRow } from "../../../api/generated/api.schemas";
import { keys } from "../../../api/keys";
import { messageOf } from "../../../api/problem";
import { useMe } from "../../../api/session";
import { MAY, may } from "../../../lib/permissions";
import { BackLink } from "../../../ui/BackLink";
import { type Column, DataTable } from "../../../ui/DataTable";
import { ErrorState, LoadingRows, PageHead } from "../../../ui/States";
import classes from "./Bulk.module.css";
import { bulkSendQuery } from "./queries";
import { peopleText } from "./recipients";

/** How far a bulk send is, and what became of everybody; it moves by itself. */
export function BulkOutcome({ id }: { id: string }) {
  const { data: bulk, isError, error, refetch } = useQuery(bulkSendQuery(id));
  const maySend = may(useMe(), MAY.sendContracts);
  const [which, setWhich] = useState("all");
  if (isError && !bulk) {
    const list = <BackLink to="/app/contracts">Contracts</BackLink>;
    return <ErrorState error={error} onRetry={refetch} wayOn={list} />;
  }
  if (!bulk) return <LoadingRows />;
  const rows = which === "failed" ? bulk.rows.filter(({ state }) => state === "failed") : bulk.rows;
  return (
    <>
      <PageHead title={bulk.title} actions={bulk.can_retry && maySend && <TryAgain bulk={bulk} />}>
        <BackLink to="/app/contracts/bulk">Send to many</BackLink>
        {" · "}
        {peopleText(bulk.total)}
      </PageHead>
      <div className={classes.outcome}>
        <HowFar bulk={bulk} />
        {bulk.failed > 0 && (
          <SegmentedControl
            aria-label="Who is listed"
            w="fit-content"
            size="xs"
            data={[
              { value: "all", label: `All (${bulk.total})` },
              { value: "failed", label: `Not sent (${bulk.failed})` },
            ]}
            value={which}
            onChange={setWhich}
          />
        )}
        <DataTable
          label="People"
          rows={rows}
          columns={COLUMNS}
          keyOf={({ number }) => String(number)}
          phoneLine={({ email, error }) => (
            <>
              <span className={classes.quiet}>{email}</span>
              {error && <br />}
              <span className={classes.why}>{error}</span>
            </>
          )}
        />
      </div>
    </>
  );
}

function HowFar({ bulk: { sent, failed, total, state } }: { bulk: BulkSend }) {
  const told = `${sent} of ${total} sent${failed > 0 ? `, ${failed} could not be sent` : ""}`;
  return (
    <div>
      <Text size="sm" role="status" mb={6} fw={550}>
        {state === "done" ? `Done: ${told}.` : `${told} so far. You can leave this page.`}
      </Text>
      <Progress.Root size="lg" aria-label="Sent">
        <Progress.Section
          value={(sent / total) * 100}
          color="var(--ok)"
          aria-label={`${sent} sent`}
        />
        <Progress.Section
          value={(failed / total) * 100}
          color="red"
          aria-label={`${failed} not sent`}
        />
      </Progress.Root>
    </div>
  );
}

function TryAgain({ bulk }: { bulk: BulkSend }) {
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: () => retryBulkSend(bulk.id),
    onSuccess: (next) => client.setQueryData(keys.bulkSends.one(bulk.id), next),
  });
  return (
    <>
      {again.isError && <Alert color="red" role="alert" title={messageOf(again.error)} />}
      <Button
        leftSection={<IconRefresh size={16} />}
        loading={again.isPending}
        onClick={() => again.mutate()}
      >
        {bulk.failed > 0 ? "Try again those not sent" : "Go on sending"}
      </Button>
    </>
  );
}

const STATES: Record<BulkSendRow["state"], number> = { failed: 0, queued: 1, sent: 2 };

const COLUMNS: Column<BulkSendRow>[] = [
  { label: "Name", sortBy: ({ name }) => name, cell: ({ name }) => name },
  { label: "E-mail", isMinor: true, sortBy: ({ email }) => email, cell: ({ email }) => email },
  {
    label: "Outcome",
    sortBy: ({ state }) => STATES[state],
    cell: ({ state, contract_id }) => {
      if (contract_id) {
        return (
          <Anchor component={Link} to={`/app/contracts/${contract_id}`}>
            Sent
          </Anchor>
        );
      }
      if (state === "failed") return <span className={classes.why}>Not sent</span>;
      return <span className={classes.quiet}>Waits</span>;
    },
  },
  {
    label: "Why",
    isMinor: true,
    cell: ({ error }) => error && <span className={classes.why}>{error}</span>,
  },
];
