import { Button, Loader } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { isProblem, messageOf } from "../api/problem";
import type { Autosave } from "../api/useAutosave";
import classes from "./SaveMark.module.css";

/** The sentence about the one thing that was refused, where there is one. */
function refusalText(error: unknown): string {
  const [sentence] = isProblem(error) ? Object.values(error.fields) : [];
  return sentence ? `Not saved: ${sentence}` : messageOf(error);
}

interface SaveMarkProps {
  save: Pick<Autosave<object>, "state" | "error" | "flush">;
  /** Shows the newest version after somebody else's change. */
  onReload?: () => void;
}

/** Says whether what was changed is kept already. */
export function SaveMark({ save, onReload }: SaveMarkProps) {
  const { state, error, flush } = save;
  if (state === "stale" || state === "failed") {
    return (
      <span className={classes.mark} data-bad="" role="alert">
        <IconAlertTriangle size={15} aria-hidden="true" />
        {state === "stale"
          ? "Somebody else changed this meanwhile. Your last change is not saved."
          : refusalText(error)}
        <Button
          size="compact-xs"
          variant="default"
          onClick={state === "stale" ? onReload : () => flush()}
        >
          {state === "stale" ? "Show theirs" : "Try again"}
        </Button>
      </span>
    );
  }
  return (
    <span className={classes.mark} role="status">
      {state === "saved" ? (
        <>
          <IconCheck size={15} aria-hidden="true" /> Saved
        </>
      ) : (
        <>
          <Loader size={12} color="gray" aria-hidden="true" /> Saving
        </>
      )}
    </span>
  );
}
