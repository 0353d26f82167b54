import { useSearchParams } from "react-router";
import { StepMenu } from "../../features/appointments/StepMenu";
import { ScheduleView } from "../../features/schedule/ScheduleView";
import { useDesk } from "../desk";

export default function SchedulePage() {
  const desk = useDesk();
  const [, setQuery] = useSearchParams();
  const openMove = (id: string) =>
    setQuery((old) => {
      const next = new URLSearchParams(old);
      next.set("move", id);
      return next;
    });
  return (
    <ScheduleView
      onOpen={desk.openAppointment}
      onMoveDialog={openMove}
      onCreate={desk.newAppointment}
      menuOf={(appointment) => <StepMenu appointment={appointment} isQuiet />}
    />
  );
}
