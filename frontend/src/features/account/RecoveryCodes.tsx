import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCopy, IconDownload, IconKey } from "@tabler/icons-react";
import classes from "./Account.module.css";

interface RecoveryCodesProps {
  codes: string[];
  /** Whose they are, for the file: "ana@example.com at Northside Studio". */
  owner: string;
  onKept: () => void;
}

/** Shown this once: whoever loses the app comes in with one of these. */
export function RecoveryCodes({ codes, owner, onKept }: RecoveryCodesProps) {
  const clipboard = useClipboard();
  const text = `Recovery codes of ${owner}. Each works once.\n\n${codes.join("\n")}\n`;
  return (
    <Stack>
      <Alert color="yellow" icon={<IconKey size={18} />} title="Keep these codes somewhere safe">
        <Text size="sm">
          Each signs you in once when your app is lost. They are not shown again.
        </Text>
      </Alert>
      <ul className={classes.codes} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group>
        <Button
          variant="default"
          component="a"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download="smoothschedule-recovery-codes.txt"
          leftSection={<IconDownload size={16} />}
        >
          Download
        </Button>
        <Button
          variant="default"
          leftSection={<IconCopy size={16} />}
          onClick={() => clipboard.copy(text)}
        >
          {clipboard.copied ? "Copied" : "Copy"}
        </Button>
        <Button onClick={onKept}>I have kept them</Button>
      </Group>
    </Stack>
  );
}
