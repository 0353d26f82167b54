import { Button, Group, Stack } from "@mantine/core";
import type { FormEventHandler, ReactNode } from "react";
import { isProblem } from "../api/problem";
import classes from "./FormModal.module.css";
import { FormSheet } from "./FormSheet";
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
  onSubmit: FormEventHandler<HTMLFormElement>;
  onClose: () => void;
  children: ReactNode;
}

/** A form on a sheet: fields, what went wrong, discard and the act. */
export function FormModal(props: FormModalProps) {
  const { title, act, isBusy, error, inputs, size, aside, onSubmit, onClose, children } = props;
  const refused = isProblem(error) ? Object.keys(error.fields) : [];
  const isBesideFields =
    refused.length > 0 && (!inputs || refused.every((name) => inputs.includes(name)));
  return (
    <FormSheet {...{ title, size, isBusy, onClose }}>
      <form onSubmit={onSubmit} noValidate>
        <Stack>
          {!!error && !isBesideFields && <Refusal error={error} />}
          {aside ? (
            <div className={classes.sides}>
              <Stack>{children}</Stack>
              <aside className={classes.aside}>{aside}</aside>
            </div>
          ) : (
            children
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Discard
            </Button>
            <Button type="submit" loading={isBusy}>
              {act}
            </Button>
          </Group>
        </Stack>
      </form>
    </FormSheet>
  );
}
