import { Button, Group, Paper, Progress, Stack, Text } from "@mantine/core";
import { IconDownload, IconPackageExport } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { linkBusinessExport, listBusinessExports } from "../../api/generated/api";
import type { BusinessExport, BusinessExportState } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness, useMe } from "../../api/session";
import { bytesText, dayText } from "../../lib/format";
import { isInPerson } from "../../lib/permissions";
import { dayOf } from "../../lib/zones";
import { EmptyState, ErrorState, LoadingRows } from "../../ui/States";
import { toastProblem } from "../../ui/toast";
import { ExportForm } from "./ExportForm";

/** Everything as one archive; out of reach during a visit. */
export function ExportsView() {
  if (isInPerson(useMe())) return <Exports />;
  return (
    <EmptyState icon={IconPackageExport} title="Exports are out of reach during a visit.">
      Only whoever owns the business takes its data away.
    </EmptyState>
  );
}

function Exports() {
  const [isAsking, setAsking] = useState(false);
  const exports = useQuery({
    queryKey: keys.businessExports,
    queryFn: ({ signal }) => listBusinessExports({ signal }),
  });
  const items = exports.data?.items ?? [];
  const isUnderway = items.some(({ state }) => state === "queued" || state === "running");
  const start = (
    <Button
      leftSection={<IconPackageExport size={16} />}
      disabled={isUnderway}
      onClick={() => setAsking(true)}
    >
      Make an export
    </Button>
  );
  return (
    <Stack gap="lg" maw={820}>
      <Group justify="space-between">
        <Text size="sm" c="dimmed" maw={560}>
          Customers, appointments, contracts with their evidence and files: all that is yours, in
          one ZIP that other programs can read. Passwords and other secrets stay here.
        </Text>
        {items.length > 0 && start}
      </Group>
      {exports.isPending && <LoadingRows rows={2} height={72} />}
      {exports.isError && !exports.data && (
        <ErrorState error={exports.error} onRetry={exports.refetch} />
      )}
      {exports.data && items.length === 0 && (
        <EmptyState icon={IconPackageExport} title="Nothing was exported yet." action={start}>
          It takes a few minutes. You can close this page meanwhile.
        </EmptyState>
      )}
      {items.map((item) => (
        <ExportRow key={item.id} item={item} />
      ))}
      {isAsking && <ExportForm onClose={() => setAsking(false)} />}
    </Stack>
  );
}

const SAID: Record<BusinessExportState, string> = {
  queued: "Waits to begin",
  running: "Being made",
  done: "Ready",
  failed: "Could not be made. Please try again.",
  expired: "No longer kept",
};

function ExportRow({ item }: { item: BusinessExport }) {
  const { zone, locale } = useBusiness();
  const isUnderway = item.state === "queued" || item.state === "running";
  const day = (moment: string) => dayText(dayOf(moment, zone), locale, "date");
  const fetch = useMutation({
    mutationFn: () => linkBusinessExport(item.id),
    onSuccess: ({ url }) => window.location.assign(url),
    onError: (error) => toastProblem(error),
  });
  return (
    <Paper withBorder p="md">
      <Group justify="space-between">
        <div>
          <Text fw={600}>Export of {day(item.created_at)}</Text>
          <Text size="sm" c="dimmed" role="status">
            {SAID[item.state]}
            {item.state === "done" &&
              `, ${bytesText(item.file_bytes, locale)}. Kept until ${day(item.expires_at ?? item.created_at)}.`}
          </Text>
        </div>
        {item.state === "done" && (
          <Button
            variant="default"
            leftSection={<IconDownload size={16} />}
            loading={fetch.isPending}
            onClick={() => fetch.mutate()}
          >
            Download
          </Button>
        )}
      </Group>
      {isUnderway && (
        <Progress
          mt="sm"
          value={item.percent}
          aria-label={`Export of ${day(item.created_at)}: ${item.percent} %`}
        />
      )}
    </Paper>
  );
}
