import { Button, Code, CopyButton, Stack, Text } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { DnsRecord, Domain } from "../../api/generated/api.schemas";
import classes from "./DnsRecords.module.css";

const PURPOSES: Record<DnsRecord["purpose"], string> = {
  proof: "Shows that the domain is yours",
  way: "Leads your guests here",
  way_of_root: "Instead of the CNAME, where the domain itself has no name before it",
};

/** The exact records, each part ready to be copied. */
export function DnsRecords({ domain }: { domain: Domain }) {
  return (
    <Stack gap="sm">
      {domain.records.map((record) => (
        <div key={record.kind} className={classes.record}>
          <Text size="sm" fw={550}>
            {record.kind} record{" "}
            <Text span size="sm" c="dimmed" fw={400}>
              {PURPOSES[record.purpose]}
            </Text>
          </Text>
          <Part label="Name" kind={record.kind} value={record.name} />
          <Part label="Value" kind={record.kind} value={record.value} />
        </div>
      ))}
    </Stack>
  );
}

function Part({ label, kind, value }: { label: string; kind: string; value: string }) {
  return (
    <div className={classes.part}>
      <Text size="xs" c="dimmed" w={42}>
        {label}
      </Text>
      <Code className={classes.value}>{value}</Code>
      <CopyButton value={value} timeout={2_000}>
        {({ copied, copy }) => (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={copied ? <IconCheck size={12} /> : <IconCopy size={12} />}
            aria-label={`Copy the ${kind} record's ${label.toLowerCase()}`}
            onClick={copy}
          >
            {copied ? "Copied" : "Copy"}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
