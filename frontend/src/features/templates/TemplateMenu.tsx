import { ActionIcon, Menu } from "@mantine/core";
import { IconArchive, IconCopy, IconDots, IconFilePlus, IconRestore } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useNavigate } from "react-router";
import {
  archiveContractTemplate,
  duplicateContractTemplate,
  restoreContractTemplate,
} from "../../api/generated/api";
import type { ContractTemplate } from "../../api/generated/api.schemas";
import { useMe } from "../../api/session";
import { MAY, may } from "../../lib/permissions";
import { toast, toastProblem, toastWithUndo } from "../../ui/toast";
import { useTakeTemplate } from "./queries";

const icon = { size: 16, stroke: 1.7, "aria-hidden": true } as const;

interface TemplateMenuProps {
  template: ContractTemplate;
  /** Further items, before the others. */
  children?: ReactNode;
}

/** What can be done with a template as a whole. */
export function TemplateMenu({ template, children }: TemplateMenuProps) {
  const me = useMe();
  const navigate = useNavigate();
  const take = useTakeTemplate();
  const { id, name, is_archived, is_ready } = template;
  const restore = useMutation({
    mutationFn: () => restoreContractTemplate(id),
    onSuccess: (back) => {
      take(back);
      toast(`“${name}” is in use again.`);
    },
    onError: toastProblem,
  });
  const archive = useMutation({
    mutationFn: () => archiveContractTemplate(id),
    onSuccess: (archived) => {
      if (archived) take(archived);
      toastWithUndo(`“${name}” is archived. Contracts made from it stay.`, () => restore.mutate());
    },
    onError: toastProblem,
  });
  const duplicate = useMutation({
    mutationFn: () => duplicateContractTemplate(id),
    onSuccess: (copy) => {
      take(copy);
      navigate(`/app/templates/${copy.id}`);
    },
    onError: toastProblem,
  });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`More about ${name}`}>
          <IconDots {...icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {children}
        {is_ready && !is_archived && may(me, MAY.sendContracts) && (
          <Menu.Item
            component={Link}
            to={`/app/contracts/new?template=${id}`}
            leftSection={<IconFilePlus {...icon} />}
          >
            New contract from it
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconCopy {...icon} />} onClick={() => duplicate.mutate()}>
          Duplicate
        </Menu.Item>
        {is_archived ? (
          <Menu.Item leftSection={<IconRestore {...icon} />} onClick={() => restore.mutate()}>
            Use again
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconArchive {...icon} />} onClick={() => archive.mutate()}>
            Archive
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
