import { Menu } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useState } from "react";
import { endVisit, startMasquerade } from "../../api/generated/api";
import type { UserItem } from "../../api/generated/api.schemas";
import { useMe } from "../../api/session";
import { TeamView } from "../../features/team/TeamView";
import { StartVisitDialog } from "../../features/visits/StartVisitDialog";
import { isInPerson, MAY, may } from "../../lib/permissions";

export default function TeamPage() {
  const me = useMe();
  const [person, setPerson] = useState<UserItem | null>(null);
  const mayBe = ({ role, is_active }: UserItem) =>
    role === "TENANT_STAFF" && is_active && may(me, MAY.masquerade) && isInPerson(me);
  return (
    <>
      <TeamView
        moreActs={(each) =>
          mayBe(each) && (
            <Menu.Item
              leftSection={<IconEye size={16} stroke={1.7} aria-hidden="true" />}
              onClick={() => setPerson(each)}
            >
              View as {each.name}
            </Menu.Item>
          )
        }
      />
      {person && (
        <StartVisitDialog
          title={`View as ${person.name}`}
          act={`View as ${person.name}`}
          person={person.name}
          start={async (wish) => {
            await startMasquerade({ ...wish, user_id: person.id });
            return "/app";
          }}
          endOpen={endVisit}
          onClose={() => setPerson(null)}
        />
      )}
    </>
  );
}
