import { Anchor } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "react-router";
import classes from "./BackLink.module.css";

/** Leads to the list that the screen belongs to; stands below its title. */
export function BackLink({ to, children }: { to: string; children: string }) {
  return (
    <Anchor component={Link} to={to} className={classes.back}>
      <IconArrowLeft size={14} aria-hidden="true" /> {children}
    </Anchor>
  );
}
