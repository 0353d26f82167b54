import { CalendarLinks } from "../../features/calendar-links/CalendarLinks";
import { BookingsView } from "../../features/portal/BookingsView";

export default function BookingsPage() {
  return <BookingsView links={<CalendarLinks />} />;
}
