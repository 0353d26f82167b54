import { Alert, Button, Group, Modal, Stack } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { FormEventHandler, ReactNode } from "react";
import { isProblem, messageOf } from "../api/problem";

interface FormModalProps {
  title: string;
  act: string;
  isBusy: boolean;
  error: unknown;
  size?: string;
  onSubmit: FormEventHandler<HTMLFormElement>;
  onClose: () => void;
  children: ReactNode;
}

/** A form on a sheet: fields, what went wrong, discard and the act. */
export function FormModal(props: FormModalProps) {
  const { title, act, isBusy, error, size, onSubmit, onClose, children } = props;
  const isBesideFields = isProblem(error) && Object.keys(error.fields).length > 0;
  return (
    <Modal opened onClose={onClose} title={title} size={size ?? "md"}>
      <form onSubmit={onSubmit} noValidate>
        <Stack>
          {!!error && !isBesideFields && (
            <Alert
              color="red"
              role="alert"
              icon={<IconAlertTriangle size={18} />}
              title={messageOf(error)}
            />
          )}
          {children}
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
    </Modal>
  );
}
