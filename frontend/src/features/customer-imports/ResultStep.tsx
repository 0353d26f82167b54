import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconArrowBackUp, IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { cancelCustomerImport, undoCustomerImport } from "../../api/generated/api";
import type { CustomerImportDetails } from "../../api/generated/api.schemas";
import { useBusiness } from "../../api/session";
import { Confirm } from "../../ui/Confirm";
import { Counts } from "./Counts";
import { ImportProgress } from "./ImportProgress";
import { Refusals } from "./Refusals";
import { SharedAddresses } from "./SharedAddresses";
import { useImportAct } from "./useImport";

interface ResultStepProps {
  found: CustomerImportDetails;
  onAnew: () => void;
}

/** The import while it runs, what it came to, and the way back. */
export function ResultStep({ found, onAnew }: ResultStepProps) {
  const stop = useImportAct(cancelCustomerImport);
  const undo = useImportAct(undoCustomerImport);
  const [isAsking, setAsking] = useState(false);
  const { locale } = useBusiness();
  if (found.state === "importing") {
    return (
      <ImportProgress
        found={found}
        label="Importing the customers."
        stop="Stop the import"
        isStopping={stop.isPending}
        onStop={() => stop.mutate(found.id)}
      />
    );
  }
  const count = found.added + found.changed;
  return (
    <Stack>
      <Outcome found={found} />
      <Counts found={found} isDone />
      <SharedAddresses found={found} />
      <Refusals found={found} />
      <Group justify="flex-end">
        {found.can_be_undone && (
          <Button
            variant="subtle"
            mr="auto"
            leftSection={<IconArrowBackUp size={16} />}
            onClick={() => setAsking(true)}
          >
            Take the import back
          </Button>
        )}
        <Button variant="default" onClick={onAnew}>
          Import another file
        </Button>
        <Button component={Link} to="/app/customers">
          See the customers
        </Button>
      </Group>
      {isAsking && (
        <Confirm
          title={`Take back ${found.file_name}?`}
          act="Take it back"
          keep="Keep the import"
          isLoss
          isBusy={undo.isPending}
          onConfirm={() => undo.mutate(found.id, { onSettled: () => setAsking(false) })}
          onClose={() => setAsking(false)}
        >
          {customersText(count, locale)} added or updated. Those added are removed and those updated
          are as before. Whoever was booked or changed since then stays as they are now.
        </Confirm>
      )}
    </Stack>
  );
}

function customersText(count: number, locale: string): string {
  return `${count.toLocaleString(locale)} ${count === 1 ? "customer is" : "customers are"}`;
}

function Outcome({ found }: { found: CustomerImportDetails }) {
  const { locale } = useBusiness();
  const { state, error, done_rows, total_rows, taken_back } = found;
  const rows = `${done_rows.toLocaleString(locale)} of ${total_rows.toLocaleString(locale)} rows`;
  if (state === "done") {
    return (
      <Alert color="green" icon={<IconCircleCheck size={18} />} role="status">
        {found.file_name} is imported.
      </Alert>
    );
  }
  if (state === "undoing") return <Text role="status">Taking the import back.</Text>;
  if (state === "undone") {
    return (
      <Alert color="green" icon={<IconArrowBackUp size={18} />} role="status">
        The import is taken back: {customersText(taken_back, locale)} as before.
      </Alert>
    );
  }
  return (
    <Alert color="yellow" icon={<IconAlertTriangle size={18} />} role="status">
      {error ?? `The import was stopped after ${rows}. What was imported until then stands.`}
    </Alert>
  );
}
