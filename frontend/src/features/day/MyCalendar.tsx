import { Button, Divider, Modal, Stack } from "@mantine/core";
import { IconCalendarShare } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { AgendaChoice } from "./AgendaChoice";

interface MyCalendarProps {
  zone: string;
  /** The links under which other programs read the calendar. */
  links: ReactNode;
}

/** How one's calendar reaches one elsewhere: by mail, and in other programs. */
export function MyCalendar({ zone, links }: MyCalendarProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconCalendarShare size={16} />}
        onClick={() => setOpen(true)}
      >
        Mail and calendar link
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title="My day elsewhere">
        <Stack>
          <AgendaChoice zone={zone} />
          <Divider label="In other calendars" labelPosition="left" />
          {links}
        </Stack>
      </Modal>
    </>
  );
}
