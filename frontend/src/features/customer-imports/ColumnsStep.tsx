import { Alert, Button, Group, Radio, Select, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { checkCustomerImport } from "../../api/generated/api";
import type {
  CustomerImportDetails,
  CustomerImportDetailsColumnsItem as Target,
} from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { messageOf } from "../../api/problem";
import { useBusiness } from "../../api/session";
import classes from "./Imports.module.css";
import { complaintAbout, DELIMITERS, rowsText, TARGETS } from "./targets";

interface ColumnsStepProps {
  found: CustomerImportDetails;
  onChecked: () => void;
  onAnew: () => void;
}

/** What each column is, with the first rows beside it. */
export function ColumnsStep({ found, onChecked, onAnew }: ColumnsStepProps) {
  const client = useQueryClient();
  const { locale } = useBusiness();
  const [columns, setColumns] = useState<Target[]>(found.columns);
  const [existing, setExisting] = useState(found.existing);
  const [order, setOrder] = useState(found.date_order);
  const complaint = complaintAbout(columns);
  const check = useMutation({
    mutationFn: () => checkCustomerImport(found.id, { columns, existing, date_order: order }),
    onSuccess: (now) => {
      client.setQueryData(keys.customerImports.one(now.id), now);
      onChecked();
    },
  });
  const set = (at: number, target: Target) =>
    setColumns(columns.map((each, n) => (n === at ? target : each)));
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        <strong className={classes.file}>{found.file_name}</strong> has{" "}
        {rowsText(found.total_rows, locale)}, written in {found.encoding} and parted by{" "}
        {DELIMITERS[found.delimiter] ?? found.delimiter}. Say what each column is.
      </Text>
      <ul className={classes.columns} aria-label="Columns">
        {found.head.map((title, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns have only their place
          <li key={at}>
            <div className={classes.sample}>
              <strong>{title || `Column ${at + 1}`}</strong>
              <small>{sampleOf(found, at) || "Empty in the first rows"}</small>
            </div>
            <Select
              aria-label={`What “${title || `column ${at + 1}`}” is`}
              data={TARGETS}
              placeholder="Leave out"
              clearable
              value={columns[at] ?? null}
              onChange={(value) => set(at, value as Target)}
            />
          </li>
        ))}
      </ul>
      {columns.includes("since") && (
        <Radio.Group
          label="Days such as 03/04/2025 mean"
          value={order}
          onChange={(value) => setOrder(value as typeof order)}
        >
          <Group mt={6}>
            <Radio value="dmy" label="3 April: the day comes first" />
            <Radio value="mdy" label="March 4: the month comes first" />
          </Group>
        </Radio.Group>
      )}
      <Radio.Group
        label="Customers who are there already"
        description="They are known by e-mail and name together, since a family may share an address; without an e-mail, by name and phone."
        value={existing}
        onChange={(value) => setExisting(value as typeof existing)}
      >
        <Stack gap={8} mt={8}>
          <Radio value="skip" label="Leave them as they are" />
          <Radio
            value="update"
            label="Update them with what the file says; tags and notes are added"
          />
        </Stack>
      </Radio.Group>
      {(complaint || check.isError) && (
        <Alert
          color={check.isError ? "red" : "yellow"}
          role="alert"
          icon={<IconAlertTriangle size={18} />}
          title={check.isError ? messageOf(check.error) : complaint}
        />
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onAnew}>
          Another file
        </Button>
        <Button disabled={!!complaint} loading={check.isPending} onClick={() => check.mutate()}>
          Check the rows
        </Button>
      </Group>
    </Stack>
  );
}

function sampleOf({ sample }: CustomerImportDetails, at: number): string {
  const cells = sample.map((row) => row[at]).filter(Boolean);
  return cells.slice(0, 3).join(" · ");
}
