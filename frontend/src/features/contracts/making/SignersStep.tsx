import { Button, Group, SegmentedControl, Text } from "@mantine/core";
import { useRef, useState } from "react";
import { useRowDrag } from "../../../ui/useRowDrag";
import classes from "./Making.module.css";
import {
  inOrder,
  movedRow,
  orderOf,
  type Row,
  refusalOf,
  type StandIn,
  standInText,
  withTurn,
} from "./rows";
import { SignerRow } from "./SignerRow";

interface SignersStepProps {
  rows: Row[];
  standIns?: readonly StandIn[];
  /** Whom the contract is for, when that is known. */
  customerId: string | null;
  onChange: (rows: Row[]) => void;
  onNext: () => void;
}

const ORDERS = [
  { value: "at once", label: "All at once" },
  { value: "one by one", label: "One after the other" },
];

/** Who has which role, and in which order they act: by dragging, by arrows or by number. */
export function SignersStep({ rows, standIns = [], ...props }: SignersStepProps) {
  const { customerId, onChange, onNext } = props;
  const [isAsked, setAsked] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  const order = orderOf(rows);
  const move = (from: number, to: number) => onChange(movedRow(rows, from, to));
  const drag = useRowDrag(list, move);
  const set = (key: string, change: Partial<Row>) =>
    onChange(rows.map((row) => (row.role.key === key ? { ...row, ...change } : row)));
  const next = () => {
    setAsked(true);
    const at = rows.findIndex((row) => refusalOf(row));
    if (at < 0) return onNext();
    list.current?.children[at]?.querySelector<HTMLElement>("[data-who] input")?.focus();
  };
  return (
    <section aria-label="Who signs">
      {rows.length > 1 && (
        <Group justify="space-between" mb="sm">
          <SegmentedControl
            size="xs"
            aria-label="Order"
            data={order === "mixed" ? [...ORDERS, { value: "mixed", label: "In groups" }] : ORDERS}
            value={order}
            onChange={(value) =>
              value !== "mixed" && onChange(inOrder(rows, value as "at once" | "one by one"))
            }
          />
          <Text size="xs" c="dimmed">
            Equal numbers sign at the same time.
          </Text>
        </Group>
      )}
      <ol className={classes.rows} ref={list}>
        {rows.map((row, at) => (
          <SignerRow
            key={row.role.key}
            row={row}
            at={at}
            count={rows.length}
            isNumbered={rows.length > 1}
            isDragged={drag.dragged === at}
            isTarget={drag.target === at && drag.dragged !== at}
            customerId={customerId}
            note={standInText(row, standIns)}
            error={isAsked ? refusalOf(row) : null}
            handle={drag.handleOf(at)}
            onWho={(who) => set(row.role.key, { who })}
            onCode={(requires_code) => set(row.role.key, { requires_code })}
            onTurn={(turn) => onChange(withTurn(rows, row.role.key, turn))}
            onMove={(by) => move(at, at + by)}
          />
        ))}
      </ol>
      <Group justify="flex-end" mt="lg">
        <Button onClick={next}>Continue</Button>
      </Group>
    </section>
  );
}
