import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconCheck, IconInfoCircle } from "@tabler/icons-react";
import { isProblem, messageOf } from "../api/problem";
import classes from "./toast.module.css";

export const UNDO_MS = 8_000;
const closeButtonProps = { "aria-label": "Close" };

export function toast(message: string): void {
  notifications.show({
    message,
    icon: <IconCheck size={16} />,
    color: "green",
    autoClose: 4_000,
    closeButtonProps,
  });
}

/** What others did meanwhile: no success of one's own, no refusal either. */
export function toastNews(message: string): void {
  notifications.show({
    message,
    icon: <IconInfoCircle size={16} />,
    color: "gray",
    autoClose: 7_000,
    closeButtonProps,
  });
}

/** The same refusal is on screen once, whoever says it. */
export function toastProblem(error: unknown): void {
  showRefusal(error);
}

function showRefusal(error: unknown, title?: string, details: string[] = []): void {
  const said = messageOf(error);
  notifications.show({
    id: isProblem(error) ? `problem-${error.slug}-${title ?? ""}` : undefined,
    title,
    message: details.length === 0 ? said : <Detailed said={said} details={details} />,
    icon: <IconAlertTriangle size={16} />,
    color: "red",
    autoClose: 7_000 + details.length * 3_000,
    // Below a title it would be paler than can be read by everybody.
    styles: { description: { color: "var(--text)" } },
    closeButtonProps,
  });
}

function Detailed({ said, details }: { said: string; details: string[] }) {
  return (
    <>
      {said}
      <ul className={classes.details}>
        {details.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </>
  );
}

/** Why something that was to be taken back stays as it is; of several, what of which. */
export function toastNotTakenBack(error: unknown, details?: string[]): void {
  showRefusal(error, "Not taken back", details);
}

let undoLast: (() => void) | null = null;
let undoCount = 0;

/** Says what was done and offers to take it back for eight seconds, by button or Ctrl-Z. */
export function toastWithUndo(message: string, undo: () => void): void {
  undoCount += 1;
  const id = `undo-${undoCount}`;
  const run = () => {
    if (undoLast !== run) return;
    undoLast = null;
    notifications.hide(id);
    undo();
  };
  undoLast = run;
  notifications.show({
    id,
    autoClose: UNDO_MS,
    withCloseButton: true,
    closeButtonProps,
    icon: <IconCheck size={16} />,
    color: "green",
    onClose: () => {
      if (undoLast === run) undoLast = null;
    },
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button size="compact-sm" variant="default" flex="none" onClick={run}>
          Undo
        </Button>
      </Group>
    ),
  });
}

/** Takes the last change back, if its eight seconds are not over. */
export function undoLastChange(): boolean {
  if (!undoLast) return false;
  undoLast();
  return true;
}
