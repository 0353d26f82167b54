import { Button } from "@mantine/core";
import { IconCalendarOff } from "@tabler/icons-react";
import { Link } from "react-router";
import { EmptyState } from "../../ui/States";

export function NoResources({ mayAdd }: { mayAdd: boolean }) {
  return (
    <EmptyState
      icon={IconCalendarOff}
      title="No staff or rooms match these filters."
      action={
        mayAdd ? (
          <Button component={Link} to="/app/resources">
            Add staff or rooms
          </Button>
        ) : undefined
      }
    />
  );
}
