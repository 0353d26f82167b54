import { Button, Group, Stack } from "@mantine/core";
import type { FormEventHandler, ReactNode } from "react";
import { isProblem } from "../api/problem";
import { Fields } from "./Fields";
import classes from "./FormModal.module.css";
import { FormSheet } from "./FormSheet";
import { LooksOnly } from "./LooksOnly";
import { Refusal } from "./Refusal";

interface FormModalProps {
  title: string;
  act: string;
  isBusy: boolean;
  error: unknown;
  /** Names of the fields, for a form whose act may be refused for something else than them. */
  inputs?: readonly string[];
  size?: string;
  /** Stands beside the fields on a wide screen, below them on a narrow one. */
  aside?: ReactNode;
  /** It is there to be read. */
  isLocked?: boolean;
  onSubmit: FormEventHandler<HTMLFormElement>;
  onClose: () => void;
  children: ReactNode;
}

/** A form on a sheet: fields, what went wrong, discard and the act. */
export function FormModal(props: FormModalProps) {
  const { title, act, isBusy, error, inputs, size, aside, onSubmit, onClose, children } = props;
  const { isLocked = false } = props;
  const refused = isProblem(error) ? Object.keys(error.fields) : [];
  const isBesideFields =
    refused.length > 0 && (!inputs || refused.every((name) => inputs.includes(name)));
  return (
    <FormSheet {...{ title, size, isBusy, onClose }}>
      <form onSubmit={onSubmit} noValidate>
        <Stack>
          {!!error && !isBesideFields && <Refusal error={error} />}
          {isLocked && <LooksOnly />}
          <div className={aside ? classes.sides : undefined}>
            <Fields isLocked={isLocked}>{children}</Fields>
            {aside && <aside className={classes.aside}>{aside}</aside>}
          </div>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {isLocked ? "Close" : "Discard"}
            </Button>
            {!isLocked && (
              <Button type="submit" loading={isBusy}>
                {act}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </FormSheet>
  );
}
