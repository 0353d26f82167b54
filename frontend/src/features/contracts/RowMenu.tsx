import { ActionIcon, Menu } from "@mantine/core";
import { IconDotsVertical, IconFiles } from "@tabler/icons-react";
import type { Contract } from "../../api/generated/api.schemas";
import { useSendAgain } from "./useSendAgain";

/** What can be done with a contract from the list: what came to nothing is sent again as new. */
export function RowMenu({ contract }: { contract: Contract }) {
  const again = useSendAgain();
  if (!contract.can.again) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`More about ${contract.number}`} loading={again.isPending}>
          <IconDotsVertical size={16} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconFiles size={16} aria-hidden="true" />}
          onClick={() => again.mutate(contract.id)}
        >
          Send again as new
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
