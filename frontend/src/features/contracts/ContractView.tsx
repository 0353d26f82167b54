import { Alert, Anchor, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense } from "react";
import { Link } from "react-router";
import type { ContractDetail } from "../../api/generated/api.schemas";
import { useBusiness } from "../../api/session";
import { datedMomentText } from "../../lib/format";
import { BackLink } from "../../ui/BackLink";
import { ContractBadge } from "../../ui/ContractBadge";
import { ErrorState, LoadingRows, PageHead } from "../../ui/States";
import { ContractActs } from "./ContractActs";
import classes from "./ContractView.module.css";
import { Events } from "./Events";
import { contractQuery } from "./queries";
import { SignerList } from "./SignerList";

const DocumentPanel = lazy(() =>
  import("./DocumentPanel").then((module) => ({ default: module.DocumentPanel })),
);

interface ContractViewProps {
  id: string;
  /** The way to the appointment that the contract belongs to. */
  onOpenAppointment: (id: string) => void;
}

/** One contract: who is where, what happened, and the paper itself. */
export function ContractView({ id, onOpenAppointment }: ContractViewProps) {
  const { data: contract, isError, error, refetch } = useQuery(contractQuery(id));
  if (isError && !contract) {
    const list = <BackLink to="/app/contracts">Contracts</BackLink>;
    return <ErrorState error={error} onRetry={refetch} wayOn={list} />;
  }
  if (!contract) return <LoadingRows />;
  return (
    <>
      <PageHead title={contract.title} actions={<ContractActs contract={contract} />}>
        <BackLink to="/app/contracts">Contracts</BackLink>
        {" · "}
        <span className="tabular">{contract.number}</span>
      </PageHead>
      <div className={classes.page}>
        <div className={classes.side}>
          <Notice contract={contract} />
          <Facts contract={contract} onOpenAppointment={onOpenAppointment} />
          <SignerList contract={contract} />
          <Events contract={contract} />
        </div>
        <section aria-label="Document" className={classes.document}>
          <Suspense fallback={<LoadingRows rows={1} height={480} />}>
            <DocumentPanel contract={contract} />
          </Suspense>
        </section>
      </div>
    </>
  );
}

/** What needs a sentence: why it ended, or why it is not sealed. */
function Notice({ contract }: { contract: ContractDetail }) {
  const { state, end_reason, seal_error, timestamp_state } = contract;
  if (state === "seal_failed") {
    return (
      <Alert color="red" icon={<IconInfoCircle size={18} />} title="The PDF could not be sealed">
        Everybody has signed and nothing is lost. {seal_error} Try again; the signers need to do
        nothing.
      </Alert>
    );
  }
  if (end_reason) {
    return (
      <Alert color="gray" icon={<IconInfoCircle size={18} />} title={ENDED_BY[state] ?? "Why"}>
        {end_reason}
      </Alert>
    );
  }
  if (state === "completed" && timestamp_state === "failed") {
    return (
      <Alert color="yellow" icon={<IconInfoCircle size={18} />} title="Sealed without a timestamp">
        The timestamp server did not answer. The seal is valid; it carries our own clock's time.
      </Alert>
    );
  }
  return null;
}

const ENDED_BY: Record<string, string> = {
  voided: "Why it was voided",
  declined: "Why it was declined",
};

/** What hangs on it where a booking asked for it. */
const POLICIES: Record<string, string> = {
  block: "The booking waits",
  warn: "The booking stands all the same",
  cancel: "The booking stands until ",
};

function Facts({ contract, onOpenAppointment }: { contract: ContractDetail } & FactsProps) {
  const { zone, locale } = useBusiness();
  const { state, progress, sent_at, expires_at, completed_at, message } = contract;
  const { appointment_id, policy, deadline_at } = contract;
  const isOpen = state === "sent" || state === "in_progress";
  const at = (moment: string) => (
    <time dateTime={moment}>{datedMomentText(moment, zone, locale)}</time>
  );
  return (
    <section aria-label="Facts" className={classes.card}>
      <dl className={classes.facts}>
        <Fact label="State">
          <ContractBadge state={state} />
        </Fact>
        <Fact label="Signed">
          {progress.signed} of {progress.total}
        </Fact>
        {sent_at && <Fact label="Sent">{at(sent_at)}</Fact>}
        {isOpen && expires_at && <Fact label="Sign until">{at(expires_at)}</Fact>}
        {completed_at && <Fact label="Completed">{at(completed_at)}</Fact>}
        <Fact label="Template">{contract.template.name}</Fact>
        {contract.customer_name && contract.customer_id && (
          <Fact label="Customer">
            <Anchor component={Link} to={`/app/customers?customer=${contract.customer_id}`}>
              {contract.customer_name}
            </Anchor>
          </Fact>
        )}
        {appointment_id && (
          <Fact label="For">
            <Anchor
              component="button"
              type="button"
              onClick={() => onOpenAppointment(appointment_id)}
            >
              An appointment
            </Anchor>
          </Fact>
        )}
        {isOpen && policy && (
          <Fact label="Until it is signed">
            {POLICIES[policy]}
            {policy === "cancel" && deadline_at && at(deadline_at)}
          </Fact>
        )}
      </dl>
      {message && (
        <Text size="sm" className={classes.message}>
          {message}
        </Text>
      )}
    </section>
  );
}

interface FactsProps {
  onOpenAppointment: (id: string) => void;
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
