import { Drawer } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMe } from "../../api/session";
import { MAY, may } from "../../lib/permissions";
import { ErrorState, LoadingRows } from "../../ui/States";
import { AppointmentActs } from "./AppointmentActs";
import { AppointmentFacts } from "./AppointmentFacts";
import { NotesEditor } from "./NotesEditor";
import { appointmentQuery } from "./queries";

interface AppointmentDrawerProps {
  id: string | null;
  locale: string;
  onClose: () => void;
  onMove: (id: string) => void;
}

export function AppointmentDrawer({ id, locale, onClose, onMove }: AppointmentDrawerProps) {
  return (
    <Drawer opened={!!id} onClose={onClose} size={420} title="Appointment">
      {id && <Content id={id} locale={locale} onMove={onMove} />}
    </Drawer>
  );
}

interface ContentProps {
  id: string;
  locale: string;
  onMove: (id: string) => void;
}

function Content({ id, locale, onMove }: ContentProps) {
  const me = useMe();
  const { data: appointment, isError, error, refetch } = useQuery(appointmentQuery(id));
  if (isError && !appointment) return <ErrorState error={error} onRetry={refetch} />;
  if (!appointment) return <LoadingRows rows={5} />;
  const mayManage = may(me, MAY.manageAppointments);
  return (
    <>
      <AppointmentFacts appointment={appointment} locale={locale} />
      {mayManage && (
        <AppointmentActs
          appointment={appointment}
          locale={locale}
          onMove={() => onMove(appointment.id)}
        />
      )}
      <NotesEditor key={appointment.id} appointment={appointment} isLocked={!mayManage} />
    </>
  );
}
