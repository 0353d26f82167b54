import { Alert, Anchor, List, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { Link } from "react-router";
import type { ContractDetail } from "../../../api/generated/api.schemas";
import { usePathOf } from "../reach";

/** In whose place the draft is, and whether its template is another. */
export function FromFormer({ contract }: { contract: ContractDetail }) {
  const pathOf = usePathOf();
  const { former, template } = contract;
  if (!former) return null;
  const isNewer = template.number !== former.template_number;
  return (
    <Alert color="gray" mb="md" icon={<IconInfoCircle size={18} />}>
      In place of{" "}
      <Anchor component={Link} to={pathOf(former)} size="sm">
        {former.number}
      </Anchor>
      : people, order, times and what you had filled in are taken from it, as far as they fit.{" "}
      {isNewer
        ? `The template has changed since (version ${former.template_number} became ${template.number}): this contract has its text of today.`
        : "The template is the same; today’s date and present names stand in it."}
      {former.left_out.length > 0 && (
        <>
          <Text size="sm" fw={600} mt="xs">
            Not taken over as it was:
          </Text>
          <List size="sm" aria-label="Not taken over">
            {former.left_out.map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
        </>
      )}
    </Alert>
  );
}
