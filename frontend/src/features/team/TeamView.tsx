import { Button, SegmentedControl } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useSearchParams } from "react-router";
import type { UserItem } from "../../api/generated/api.schemas";
import { useMe } from "../../api/session";
import { MAY, may, maySee } from "../../lib/permissions";
import { PageHead } from "../../ui/States";
import { CustomersPanel } from "./CustomersPanel";
import { InviteForm } from "./InviteForm";
import { PeoplePanel } from "./PeoplePanel";
import { RightsPanel } from "./RightsPanel";

interface TeamViewProps {
  /** Further things to do with a person, as items of the menu in their row. */
  moreActs?: (person: UserItem) => React.ReactNode;
}

/** Who works here, which customers have an account, and what roles may do. */
export function TeamView({ moreActs }: TeamViewProps) {
  const me = useMe();
  const [query, setQuery] = useSearchParams();
  const [isInviting, setInviting] = useState(false);
  const tabs = [
    { value: "people", label: "People" },
    { value: "customers", label: "Customers" },
    ...(maySee(me, MAY.editRights) ? [{ value: "rights", label: "Rights" }] : []),
  ];
  const tab = (tabs.find(({ value }) => value === query.get("tab")) ?? tabs[0])?.value;
  const mayInvite = may(me, MAY.invitePeople);
  return (
    <>
      <PageHead
        title="Team"
        actions={
          <>
            <SegmentedControl
              size="xs"
              aria-label="What to show"
              value={tab}
              data={tabs}
              onChange={(next) => setQuery(next === "people" ? {} : { tab: next })}
            />
            {mayInvite && tab !== "rights" && (
              <Button leftSection={<IconUserPlus size={16} />} onClick={() => setInviting(true)}>
                Invite
              </Button>
            )}
          </>
        }
      />
      {tab === "people" && <PeoplePanel moreActs={moreActs} />}
      {tab === "customers" && <CustomersPanel onInvite={() => setInviting(true)} />}
      {tab === "rights" && <RightsPanel />}
      {isInviting && (
        <InviteForm
          initialRole={tab === "customers" ? "CUSTOMER" : "TENANT_STAFF"}
          onClose={() => setInviting(false)}
        />
      )}
    </>
  );
}
