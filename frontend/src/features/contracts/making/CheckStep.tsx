import { Button, Group, List, Text } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useNavigate } from "react-router";
import { sendContract } from "../../../api/generated/api";
import type { ContractDetail } from "../../../api/generated/api.schemas";
import { idempotent } from "../../../api/http";
import { isProblem, ProblemError } from "../../../api/problem";
import { useSubmission } from "../../../api/submission";
import { countText } from "../../../lib/format";
import { Refusal } from "../../../ui/Refusal";
import { LoadingRows } from "../../../ui/States";
import { toast } from "../../../ui/toast";
import { DeleteDraft } from "../DeleteDraft";
import { useTakeContract } from "../queries";
import { groupsOf } from "../signers";
import classes from "./Making.module.css";

const PreviewAs = lazy(() => import("./PreviewAs").then((m) => ({ default: m.PreviewAs })));

interface CheckStepProps {
  contract: ContractDetail;
  flush: () => Promise<boolean>;
  onBack: () => void;
}

/** The last look, as each signer will have it, and off it goes. */
export function CheckStep({ contract, flush, onBack }: CheckStepProps) {
  const navigate = useNavigate();
  const take = useTakeContract();
  const submitOnce = useSubmission();
  const [isDeleting, setDeleting] = useState(false);
  const send = useMutation({
    mutationFn: async () => {
      if (!(await flush())) throw new ProblemError({ title: "Your last change is not saved yet." });
      return submitOnce({ id: contract.id }, ({ id }, key) => sendContract(id, idempotent(key)));
    },
    onSuccess: (sent) => {
      take(sent);
      toast(`“${sent.title}” is on its way.`);
      navigate(`/app/contracts/${sent.id}`, { replace: true });
    },
  });
  return (
    <section aria-label="Check and send" className={classes.check}>
      <div className={classes.summary}>
        <Recipients contract={contract} />
        {contract.message && (
          <Text size="sm" className={classes.message}>
            {contract.message}
          </Text>
        )}
        {send.isError && <Refused error={send.error} />}
        <Button
          size="md"
          fullWidth
          leftSection={<IconSend size={18} />}
          loading={send.isPending}
          onClick={() => send.mutate()}
        >
          Send
        </Button>
        <Group justify="space-between">
          <Button variant="default" onClick={onBack}>
            Back
          </Button>
          {contract.can.delete && (
            <Button variant="subtle" color="red" onClick={() => setDeleting(true)}>
              Delete draft
            </Button>
          )}
        </Group>
      </div>
      <Suspense fallback={<LoadingRows rows={1} height={480} />}>
        <PreviewAs contract={contract} />
      </Suspense>
      {isDeleting && <DeleteDraft contract={contract} onClose={() => setDeleting(false)} />}
    </section>
  );
}

function Recipients({ contract }: { contract: ContractDetail }) {
  const groups = groupsOf(contract.signers);
  const { expires_in_days: days } = contract;
  return (
    <div>
      <ol className={classes.recipients}>
        {groups.map((group) => (
          <li key={group[0]?.id}>
            {group.map(({ id, name, role_name, email }) => (
              <span key={id}>
                <strong>{name}</strong> · {role_name}
                <small>{email}</small>
              </span>
            ))}
          </li>
        ))}
      </ol>
      <Text size="sm" c="dimmed">
        {groups.length > 1
          ? "The first are invited now, the others when it is their turn."
          : "Everybody is invited now."}{" "}
        They have {countText(days, "day")} to sign.
      </Text>
    </div>
  );
}

function Refused({ error }: { error: unknown }) {
  const sentences = isProblem(error) ? [...new Set(Object.values(error.fields))] : [];
  return (
    <Refusal error={error}>
      {sentences.length > 0 && (
        <List size="sm">
          {sentences.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      )}
    </Refusal>
  );
}
