import { Alert, Button, Group, Modal, Stack } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCopy, IconKey } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./ShownOnce.module.css";

interface ShownOnceProps {
  title: string;
  secret: string;
  /** What it is for. */
  children: ReactNode;
  onKept: () => void;
}

/** A new secret, which nobody can show again: only the button closes the sheet. */
export function ShownOnce({ title, secret, children, onKept }: ShownOnceProps) {
  const clipboard = useClipboard();
  return (
    <Modal opened onClose={onKept} title={title} closeOnClickOutside={false} closeOnEscape={false}>
      <Stack>
        <Alert
          color="yellow"
          icon={<IconKey size={18} />}
          title="Copy it now: it is not shown again"
        >
          {children}
        </Alert>
        <code className={classes.secret}>{secret}</code>
        <Group justify="flex-end">
          <Button
            variant="default"
            leftSection={<IconCopy size={16} />}
            onClick={() => clipboard.copy(secret)}
          >
            {clipboard.copied ? "Copied" : "Copy"}
          </Button>
          <Button onClick={onKept}>I have kept it</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
