import { Button } from "@mantine/core";
import { IconHourglass } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useMe } from "../../api/session";
import { countText } from "../../lib/format";
import { MAY, maySee } from "../../lib/permissions";
import { summaryQuery } from "./queries";

/** How many wait, on the way to the list; nothing where nobody does. */
export function WaitingCount() {
  const isAllowed = maySee(useMe(), MAY.manageWaitlist);
  const { data } = useQuery({ ...summaryQuery, enabled: isAllowed });
  if (!data || data.waiting + data.offered === 0) return null;
  const people =
    data.waiting + data.offered === 1
      ? "1 person waits"
      : `${data.waiting + data.offered} people wait`;
  return (
    <Button
      component={Link}
      to="/app/waitlist"
      variant="default"
      justify="start"
      fullWidth
      mt="md"
      leftSection={<IconHourglass size={16} aria-hidden="true" />}
    >
      {people} for a time
      {data.offered > 0 && `, ${countText(data.offered, "offer")} open`}
    </Button>
  );
}
