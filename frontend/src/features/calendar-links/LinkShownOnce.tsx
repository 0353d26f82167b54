import { Alert, Button, Group, Stack } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCalendarPlus, IconCopy, IconKey } from "@tabler/icons-react";
import classes from "./CalendarLinks.module.css";

/** The new link, which nobody can show again. */
export function LinkShownOnce({ url }: { url: string }) {
  const clipboard = useClipboard();
  return (
    <Stack gap="xs">
      <Alert color="yellow" icon={<IconKey size={18} />} title="Copy it now: it is not shown again">
        Google: Other calendars, From URL. Outlook: Add calendar, Subscribe from web. Apple opens it
        with the button below.
      </Alert>
      <code className={classes.url}>{url}</code>
      <Group>
        <Button leftSection={<IconCopy size={16} />} onClick={() => clipboard.copy(url)}>
          {clipboard.copied ? "Copied" : "Copy link"}
        </Button>
        <Button
          component="a"
          variant="default"
          href={url.replace(/^https?:/, "webcal:")}
          leftSection={<IconCalendarPlus size={16} />}
        >
          Open in a calendar program
        </Button>
      </Group>
    </Stack>
  );
}
