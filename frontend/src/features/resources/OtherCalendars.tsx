import { Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { Resource } from "../../api/generated/api.schemas";
import { BusySources } from "./BusySources";

interface OtherCalendarsProps {
  resource: Resource;
  mayEdit: boolean;
  /** The private links under which other programs read this calendar. */
  links: ReactNode;
}

/** What other calendars take from this one, and which read it. */
export function OtherCalendars({ resource, mayEdit, links }: OtherCalendarsProps) {
  return (
    <Stack gap="xl">
      <section>
        <Title order={3} size="h5" mb="xs">
          Busy elsewhere
        </Title>
        <BusySources resource={resource} mayEdit={mayEdit} />
      </section>
      {links && (
        <section>
          <Title order={3} size="h5" mb="xs">
            Read in other programs
          </Title>
          {links}
        </section>
      )}
    </Stack>
  );
}
