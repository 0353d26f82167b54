import { StepButtons } from "../../features/appointments/StepButtons";
import { StepMenu } from "../../features/appointments/StepMenu";
import { MyDayView } from "../../features/day/MyDayView";
import { useDesk } from "../desk";

export default function MyDayPage() {
  const desk = useDesk();
  return (
    <MyDayView
      onOpen={desk.openAppointment}
      buttonsOf={(appointment) => <StepButtons appointment={appointment} />}
      menuOf={(appointment) => <StepMenu appointment={appointment} isQuiet />}
    />
  );
}
