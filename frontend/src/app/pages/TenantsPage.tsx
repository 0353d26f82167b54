import { useState } from "react";
import { endPlatformVisit, enterTenant } from "../../api/generated/api";
import type { PlatformTenant } from "../../api/generated/api.schemas";
import { useMe } from "../../api/session";
import { TenantsView } from "../../features/tenants/TenantsView";
import { StartVisitDialog } from "../../features/visits/StartVisitDialog";

const LOOKS =
  "You see what its owner sees, and change nothing; to do more, ask for a permission or be somebody there.";
const ACTS = "You come as yourself, with the owner's permissions.";

export default function TenantsPage() {
  const { user } = useMe();
  const [tenant, setTenant] = useState<PlatformTenant | null>(null);
  return (
    <>
      <TenantsView onEnter={setTenant} />
      {tenant && (
        <StartVisitDialog
          title={`Enter ${tenant.name}`}
          act={`Enter ${tenant.name}`}
          inside={user.role === "PLATFORM_SUPPORT" ? LOOKS : ACTS}
          start={async ({ reason }) => (await enterTenant({ tenant_id: tenant.id, reason })).url}
          endOpen={endPlatformVisit}
          onClose={() => setTenant(null)}
        />
      )}
    </>
  );
}
