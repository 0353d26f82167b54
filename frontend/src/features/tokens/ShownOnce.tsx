import { Alert, Button, Group, Stack } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCopy, IconKey } from "@tabler/icons-react";
import classes from "./Tokens.module.css";

/** The secret of a new token, which nobody can show again. */
export function ShownOnce({ token, onKept }: { token: string; onKept: () => void }) {
  const clipboard = useClipboard();
  return (
    <Stack>
      <Alert color="yellow" icon={<IconKey size={18} />} title="Copy it now: it is not shown again">
        The program sends it as “Authorization: Bearer …” to this business's own address.
      </Alert>
      <code className={classes.token}>{token}</code>
      <Group justify="flex-end">
        <Button
          variant="default"
          leftSection={<IconCopy size={16} />}
          onClick={() => clipboard.copy(token)}
        >
          {clipboard.copied ? "Copied" : "Copy"}
        </Button>
        <Button onClick={onKept}>I have kept it</Button>
      </Group>
    </Stack>
  );
}
