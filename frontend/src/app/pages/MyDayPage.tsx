import { StepButtons } from "../../features/appointments/StepButtons";
import { StepMenu } from "../../features/appointments/StepMenu";
import { CalendarLinks } from "../../features/calendar-links/CalendarLinks";
import { MyDayView } from "../../features/day/MyDayView";
import { useDesk } from "../desk";

export default function MyDayPage() {
  const desk = useDesk();
  return (
    <MyDayView
      onOpen={desk.openAppointment}
      linksOf={(resourceId) => <CalendarLinks resourceId={resourceId} />}
      buttonsOf={(appointment) => <StepButtons appointment={appointment} />}
      menuOf={(appointment) => <StepMenu appointment={appointment} isQuiet />}
    />
  );
}
