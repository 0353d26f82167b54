import { useSearchParams } from "react-router";
import { useBusiness } from "../api/session";
import { History } from "../features/activity/History";
import { AppointmentDrawer } from "../features/appointments/AppointmentDrawer";
import { MoveDialog } from "../features/appointments/MoveDialog";
import { NewAppointment } from "../features/appointments/NewAppointment";
import { ContractsOf } from "../features/contracts/ContractsOf";
import { hangingOn } from "../features/contracts/hangingOn";
import { NotMade } from "../features/contracts/NotMade";
import { useDesk } from "./desk";

/** The drawer, the move dialog and the new-appointment form, over whichever screen is open. */
export default function AppointmentLayer() {
  const desk = useDesk();
  const { locale } = useBusiness();
  const [query, setQuery] = useSearchParams();
  const movingId = query.get("move");
  const setMoving = (id: string | null) =>
    setQuery((old) => {
      const next = new URLSearchParams(old);
      if (id) next.set("move", id);
      else next.delete("move");
      return next;
    });
  return (
    <>
      <AppointmentDrawer
        id={desk.openId}
        locale={locale}
        onClose={desk.closeAppointment}
        onMove={setMoving}
        contractsOf={(appointment) => (
          <ContractsOf
            of="appointment"
            id={appointment.id}
            customerId={appointment.customer?.id}
            hangingOn={(contract) => hangingOn(contract, appointment, locale)}
            none={<NotMade appointment={appointment} />}
          />
        )}
        onOpen={desk.openAppointment}
        historyOf={(id) => <History of="appointment" id={id} />}
      />
      {movingId && <MoveDialog id={movingId} locale={locale} onClose={() => setMoving(null)} />}
      {desk.prefill && (
        <NewAppointment prefill={desk.prefill} locale={locale} onClose={desk.closeNew} />
      )}
    </>
  );
}
