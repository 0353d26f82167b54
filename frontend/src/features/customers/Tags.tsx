import { Badge, Group } from "@mantine/core";
import type { Customer } from "../../api/generated/api.schemas";
import classes from "./CustomerDrawer.module.css";

/** Whether the customer is blocked, and the words the business sorts them by. */
export function Tags({ customer }: { customer: Customer }) {
  const { tags, status } = customer;
  if (tags.length === 0 && status === "active") return null;
  return (
    <Group gap={6} component="ul" className={classes.tags} aria-label="Tags">
      {status === "blocked" && (
        <li>
          <Badge color="red">Blocked</Badge>
        </li>
      )}
      {tags.map((tag) => (
        <li key={tag}>
          <Badge color="gray" tt="none">
            {tag}
          </Badge>
        </li>
      ))}
    </Group>
  );
}
