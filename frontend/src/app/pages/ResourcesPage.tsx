import { CalendarLinks } from "../../features/calendar-links/CalendarLinks";
import { ResourcesView } from "../../features/resources/ResourcesView";

export default function ResourcesPage() {
  return <ResourcesView linksOf={(resourceId) => <CalendarLinks resourceId={resourceId} />} />;
}
