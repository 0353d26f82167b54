import { Button } from "@mantine/core";
import { IconMap2 } from "@tabler/icons-react";
import { Link } from "react-router";
import { EmptyState } from "../ui/States";

/** For an address that leads nowhere, or nowhere for this person: the two look the same. */
export function NoScreen() {
  return (
    <EmptyState
      isScreen
      icon={IconMap2}
      title="There is nothing here for you."
      action={
        <Button component={Link} to="/app" variant="default">
          Go home
        </Button>
      }
    />
  );
}
