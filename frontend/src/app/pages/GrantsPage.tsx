import { useMe } from "../../api/session";
import { BusinessGrants } from "../../features/grants/BusinessGrants";
import { PlatformGrants } from "../../features/grants/PlatformGrants";

export default function GrantsPage() {
  return useMe().tenant ? <BusinessGrants /> : <PlatformGrants />;
}
