import { ActionIcon, Badge, Checkbox, NumberInput, Text } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconGripVertical } from "@tabler/icons-react";
import type { RowHandle } from "../../../ui/useRowDrag";
import classes from "./Making.module.css";
import type { Row, Who } from "./rows";
import { WhoField } from "./WhoField";

const KINDS = { signer: null, approver: "Approves", viewer: "Reads along", cc: "Gets a copy" };

interface SignerRowProps {
  row: Row;
  at: number;
  count: number;
  isNumbered: boolean;
  isDragged: boolean;
  isTarget: boolean;
  customerId: string | null;
  error: string | null;
  /** What is to be known of whoever is proposed. */
  note: string | null;
  handle: RowHandle;
  onWho: (who: Who | null) => void;
  onCode: (requiresCode: boolean) => void;
  onTurn: (turn: number) => void;
  onMove: (by: -1 | 1) => void;
}

/** One role: who it is, their turn, whether a code is asked of them. */
export function SignerRow(props: SignerRowProps) {
  const { row, at, count, isNumbered, customerId, error, handle, onWho, onMove } = props;
  const { role, who, turn, requires_code } = row;
  const kind = KINDS[role.kind ?? "signer"];
  return (
    <li
      className={classes.row}
      data-dragged={props.isDragged || undefined}
      data-target={props.isTarget || undefined}
    >
      <div className={classes.rowHead}>
        {isNumbered && (
          <span className={classes.grip} title="Drag to another place" {...handle}>
            <IconGripVertical size={18} aria-hidden="true" />
          </span>
        )}
        <strong>{role.name}</strong>
        {kind && <Badge color="gray">{kind}</Badge>}
        {isNumbered && (
          <span className={classes.turn}>
            <NumberInput
              aria-label={`Turn of the ${role.name}`}
              size="xs"
              w={58}
              min={1}
              max={count}
              allowDecimal={false}
              value={turn}
              onChange={(value) => Number(value) >= 1 && props.onTurn(Number(value))}
            />
            <ActionIcon
              aria-label={`Move the ${role.name} up`}
              disabled={at === 0}
              onClick={() => onMove(-1)}
            >
              <IconArrowUp size={16} />
            </ActionIcon>
            <ActionIcon
              aria-label={`Move the ${role.name} down`}
              disabled={at === count - 1}
              onClick={() => onMove(1)}
            >
              <IconArrowDown size={16} />
            </ActionIcon>
          </span>
        )}
      </div>
      <WhoField role={role} who={who} customerId={customerId} error={error} onChange={onWho} />
      {props.note && (
        <Text size="xs" c="dimmed">
          {props.note}
        </Text>
      )}
      {role.kind !== "cc" && who && (
        <Checkbox
          size="xs"
          label="Also ask for a code that is mailed to them"
          checked={requires_code}
          onChange={(event) => props.onCode(event.currentTarget.checked)}
        />
      )}
    </li>
  );
}
