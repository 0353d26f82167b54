import { Button } from "@mantine/core";
import { IconMap2 } from "@tabler/icons-react";
import { Link } from "react-router";
import { useMe } from "../api/session";
import { EmptyState } from "../ui/States";
import { navigationOf } from "./navigation";

/** For an address that leads nowhere, or nowhere for this person: the two look the same. */
export function NoScreen() {
  const [first] = navigationOf(useMe());
  return (
    <EmptyState
      isScreen
      icon={IconMap2}
      title="There is nothing here for you."
      action={
        first && (
          <Button component={Link} to={first.path} variant="default">
            Go to {first.label}
          </Button>
        )
      }
    />
  );
}
