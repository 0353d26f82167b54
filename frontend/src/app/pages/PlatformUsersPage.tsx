import { useState } from "react";
import { endPlatformVisit, startPlatformMasquerade } from "../../api/generated/api";
import type { DirectoryItem } from "../../api/generated/api.schemas";
import { PlatformUsersView } from "../../features/platform-users/PlatformUsersView";
import { StartVisitDialog } from "../../features/visits/StartVisitDialog";

export default function PlatformUsersPage() {
  const [person, setPerson] = useState<DirectoryItem | null>(null);
  return (
    <>
      <PlatformUsersView onMasquerade={setPerson} />
      {person && (
        <StartVisitDialog
          title={`Be ${person.email} at ${person.tenant_name}`}
          act="Start"
          person={person.email}
          start={async (wish) => {
            const { id, tenant_id } = person;
            return (await startPlatformMasquerade({ ...wish, user_id: id, tenant_id })).url;
          }}
          endOpen={endPlatformVisit}
          onClose={() => setPerson(null)}
        />
      )}
    </>
  );
}
