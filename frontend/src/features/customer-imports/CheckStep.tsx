import { Button, Group, Stack, Text } from "@mantine/core";
import { cancelCustomerImport, startCustomerImport } from "../../api/generated/api";
import type { CustomerImportDetails } from "../../api/generated/api.schemas";
import { useBusiness } from "../../api/session";
import { Counts } from "./Counts";
import { ImportProgress } from "./ImportProgress";
import { Refusals } from "./Refusals";
import { SharedAddresses } from "./SharedAddresses";
import { rowsText } from "./targets";
import { useImportAct } from "./useImport";

interface CheckStepProps {
  found: CustomerImportDetails;
  onAdjust: () => void;
}

/** What an import would do, before it does. */
export function CheckStep({ found, onAdjust }: CheckStepProps) {
  const { locale } = useBusiness();
  const start = useImportAct(startCustomerImport);
  const stop = useImportAct(cancelCustomerImport);
  if (found.state === "checking") {
    return (
      <ImportProgress
        found={found}
        label="Checking the rows. Nothing is imported yet."
        stop="Stop checking"
        isStopping={stop.isPending}
        onStop={() => stop.mutate(found.id)}
      />
    );
  }
  const count = found.added + found.changed;
  return (
    <Stack>
      <Text>
        {count === 0
          ? "There is nothing in this file to import."
          : "This is what importing the file would do. Nothing has been done yet."}
      </Text>
      <Counts found={found} isDone={false} />
      <SharedAddresses found={found} />
      <Refusals found={found} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onAdjust}>
          Change the columns
        </Button>
        <Button
          disabled={count === 0}
          loading={start.isPending}
          onClick={() => start.mutate(found.id)}
        >
          {count === 0 ? "Import" : `Import ${rowsText(count, locale)}`}
        </Button>
      </Group>
    </Stack>
  );
}
