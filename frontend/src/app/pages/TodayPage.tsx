import { StepButtons } from "../../features/appointments/StepButtons";
import { StepMenu } from "../../features/appointments/StepMenu";
import { UnsignedContracts } from "../../features/contracts/UnsignedContracts";
import { TodayView } from "../../features/day/TodayView";
import { WaitingCount } from "../../features/waitlist/WaitingCount";
import { useDesk } from "../desk";

export default function TodayPage() {
  const desk = useDesk();
  return (
    <TodayView
      contracts={
        <>
          <UnsignedContracts />
          <WaitingCount />
        </>
      }
      onOpen={desk.openAppointment}
      menuOf={(appointment) => <StepMenu appointment={appointment} isQuiet />}
      answersOf={(appointment) => <StepButtons appointment={appointment} size="xs" />}
    />
  );
}
