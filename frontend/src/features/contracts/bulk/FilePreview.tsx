import { Button, Select, Text } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import type { BulkLine, BulkPreview } from "../../../api/generated/api.schemas";
import classes from "./Bulk.module.css";
import { peopleText } from "./recipients";

const FEW = 5;
const DELIMITERS: Record<string, string> = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
  "|": "bars",
};

interface FilePreviewProps {
  found: BulkPreview;
  onColumns: (columns: BulkPreview["columns"]) => void;
}

/** What each column is, whom the file holds, and who of them can be sent nothing. */
export function FilePreview({ found, onColumns }: FilePreviewProps) {
  const { columns, choices, people, accepted, refused } = found;
  const set = (at: number, target: string | null) =>
    onColumns(
      columns.map((column, each) => {
        if (each === at) return { ...column, target };
        return column.target === target ? { ...column, target: null } : column;
      }),
    );
  return (
    <>
      <fieldset className={classes.fields}>
        <legend>What is in which column</legend>
        <div className={classes.columns}>
          {columns.map(({ head, target, example }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns of one file keep their places
            <div key={at}>
              <Select
                label={head || `Column ${at + 1}`}
                placeholder="Left out"
                clearable
                data={choices.map((choice) => ({ value: choice.target, label: choice.label }))}
                value={target}
                onChange={(next) => set(at, next)}
              />
              <small>{example && `“${example}”`}</small>
            </div>
          ))}
        </div>
        <Text size="xs" c="dimmed">
          Read as {found.encoding}, parted by {DELIMITERS[found.delimiter] ?? found.delimiter}.
        </Text>
      </fieldset>
      <Text size="sm" role="status" fw={550}>
        {peopleText(accepted)} can be sent theirs
        {refused > 0 && `, ${refused} cannot`}.
      </Text>
      <Lines label="Who can be sent theirs" lines={people.filter(({ refusal }) => !refusal)} />
      <Lines label="Who cannot" lines={people.filter(({ refusal }) => refusal)} />
    </>
  );
}

function Lines({ label, lines }: { label: string; lines: BulkLine[] }) {
  const [isWhole, setWhole] = useState(false);
  if (lines.length === 0) return null;
  const hidden = isWhole ? 0 : Math.max(0, lines.length - FEW);
  return (
    <ul className={classes.refused} aria-label={label}>
      {lines.slice(0, lines.length - hidden).map(({ number, name, email, refusal }) => (
        <li key={number}>
          {refusal ? (
            <span className={classes.why}>
              Row {number}: {refusal}
            </span>
          ) : (
            <IconCircleCheck size={14} className={classes.fine} aria-hidden="true" />
          )}{" "}
          {name} <span className={classes.quiet}>{email}</span>
        </li>
      ))}
      {hidden > 0 && (
        <li>
          <Button variant="subtle" size="compact-xs" onClick={() => setWhole(true)}>
            Show {hidden} more
          </Button>
        </li>
      )}
    </ul>
  );
}
