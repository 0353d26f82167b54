import { useMe } from "../../api/session";
import { ActivityView } from "../../features/activity/ActivityView";
import { OpenVisits } from "../../features/visits/OpenVisits";
import { MAY, may } from "../../lib/permissions";

export default function ActivityPage() {
  return <ActivityView>{may(useMe(), MAY.viewVisits) && <OpenVisits />}</ActivityView>;
}
