import { Badge, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { listCustomerImports } from "../../api/generated/api";
import type { CustomerImport } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness } from "../../api/session";
import { momentText } from "../../lib/format";
import classes from "./Imports.module.css";
import { rowsText } from "./targets";

const STATES: Record<CustomerImport["state"], { label: string; color: string }> = {
  read: { label: "Not begun", color: "gray" },
  checking: { label: "Being checked", color: "blue" },
  checked: { label: "Checked", color: "blue" },
  importing: { label: "Importing", color: "blue" },
  done: { label: "Imported", color: "green" },
  cancelled: { label: "Stopped", color: "yellow" },
  failed: { label: "Failed", color: "red" },
  undoing: { label: "Being taken back", color: "blue" },
  undone: { label: "Taken back", color: "gray" },
};

/** The last imports, to look at what they came to, to go on or to take them back. */
export function Latest({ onOpen }: { onOpen: (id: string) => void }) {
  const { zone, locale } = useBusiness();
  const latest = useQuery({
    queryKey: keys.customerImports.latest,
    queryFn: ({ signal }) => listCustomerImports({ signal }),
  });
  if (!latest.data?.items.length) return null;
  return (
    <Stack gap="xs" component="section" aria-label="Former imports">
      <Text component="h2" fw={600}>
        Former imports
      </Text>
      <ul className={classes.latest}>
        {latest.data.items.map((each) => (
          <li key={each.id}>
            <button type="button" onClick={() => onOpen(each.id)}>
              <span>
                <strong>{each.file_name}</strong>
                <small>
                  {momentText(each.created_at, zone, locale)} · {rowsText(each.total_rows, locale)}
                </small>
              </span>
              <Badge color={STATES[each.state].color}>{STATES[each.state].label}</Badge>
            </button>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
