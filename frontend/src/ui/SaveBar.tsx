import { Button, Group } from "@mantine/core";
import { isProblem } from "../api/problem";
import { useMe } from "../api/session";
import { looksOnly } from "../lib/permissions";
import { useTyped } from "./Begun";
import { Refusal } from "./Refusal";

interface SaveBarProps {
  act: string;
  isDirty: boolean;
  isBusy: boolean;
  error: unknown;
  onDiscard: () => void;
}

/** Below a form: what was refused as a whole, save and discard; nothing where it is only to be read. */
export function SaveBar({ act, isDirty, isBusy, error, onDiscard }: SaveBarProps) {
  useTyped(isDirty);
  const isLocked = looksOnly(useMe());
  if (isLocked) return null;
  const isBesideFields = isProblem(error) && Object.keys(error.fields).length > 0;
  return (
    <>
      {!!error && !isBesideFields && <Refusal error={error} />}
      <Group>
        <Button type="submit" disabled={!isDirty} loading={isBusy}>
          {act}
        </Button>
        <Button variant="default" disabled={!isDirty} onClick={onDiscard}>
          Discard
        </Button>
      </Group>
    </>
  );
}
