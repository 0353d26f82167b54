import { Button } from "@mantine/core";
import { IconCalendarOff } from "@tabler/icons-react";
import { Link } from "react-router";
import { EmptyState } from "../../ui/States";

export function NoResources({ isOwn, mayAdd }: { isOwn: boolean; mayAdd: boolean }) {
  if (isOwn) {
    return (
      <EmptyState icon={IconCalendarOff} title="You have no row on the schedule yet.">
        Appointments given to you appear here once an owner or manager has linked your account to
        you under Staff and rooms.
      </EmptyState>
    );
  }
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
