import { Drawer, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import type { Appointment } from "../../api/generated/api.schemas";
import { isProblem } from "../../api/problem";
import { useMe } from "../../api/session";
import { MAY, may } from "../../lib/permissions";
import { EmptyState, ErrorState, LoadingRows } from "../../ui/States";
import { useOnTop } from "../../ui/useClosing";
import { AppointmentActs } from "./AppointmentActs";
import { AppointmentFacts } from "./AppointmentFacts";
import { IntakeSection } from "./IntakeSection";
import { MailList } from "./MailList";
import { NotesEditor } from "./NotesEditor";
import { ClassLink, Participants } from "./Participants";
import { PaymentEditor } from "./PaymentEditor";
import { appointmentQuery } from "./queries";

interface AppointmentDrawerProps {
  id: string | null;
  locale: string;
  onClose: () => void;
  onMove: (id: string) => void;
  /** Another appointment: a participant of the class, or the class of a participant. */
  onOpen: (id: string) => void;
  /** What became of the appointment so far. */
  historyOf: (id: string) => ReactNode;
  /** What is to be signed for it. */
  contractsOf: (appointment: Appointment) => ReactNode;
}

export function AppointmentDrawer(props: AppointmentDrawerProps) {
  const { id, onClose, ...rest } = props;
  const [isThere, setThere] = useState(false);
  const [isIn, setIn] = useState(false);
  const sheet = useOnTop(onClose);
  // It is put on the page when it opens, so that it lies over whatever it is opened from.
  useEffect(() => {
    if (id) setThere(true);
    setIn(!!id && isThere);
  }, [id, isThere]);
  if (!isThere) return null;
  return (
    <Drawer
      opened={isIn}
      {...sheet}
      onExitTransitionEnd={() => setThere(false)}
      size={420}
      title="Appointment"
    >
      {id && <Content id={id} {...rest} />}
    </Drawer>
  );
}

type ContentProps = Omit<AppointmentDrawerProps, "id" | "onClose"> & { id: string };

function Content({ id, locale, onMove, onOpen, historyOf, contractsOf }: ContentProps) {
  const me = useMe();
  const { data: appointment, isError, error, refetch } = useQuery(appointmentQuery(id));
  if (isProblem(error, "not-found")) {
    return <EmptyState title="This appointment is gone, or not yours to see." />;
  }
  if (isError && !appointment) return <ErrorState error={error} onRetry={refetch} />;
  if (!appointment) return <LoadingRows rows={5} />;
  const mayManage = may(me, MAY.manageAppointments);
  const isLocked = !mayManage || appointment.state === "completed";
  return (
    <>
      <AppointmentFacts appointment={appointment} locale={locale} />
      <AppointmentActs
        appointment={appointment}
        locale={locale}
        onMove={() => onMove(appointment.id)}
      />
      {appointment.session_id && <ClassLink sessionId={appointment.session_id} onOpen={onOpen} />}
      {appointment.session && <Participants session={appointment} onOpen={onOpen} />}
      {appointment.state !== "hold" && (
        <Stack gap="lg" mt="lg">
          {!appointment.session && (
            <IntakeSection appointment={appointment} mayEdit={!isLocked} locale={locale} />
          )}
          {!appointment.session && appointment.price_minor > 0 && (
            <PaymentEditor appointment={appointment} isLocked={isLocked} />
          )}
          <NotesEditor key={appointment.id} appointment={appointment} isLocked={isLocked} />
          {contractsOf(appointment)}
          <MailList appointmentId={appointment.id} zone={appointment.time_zone} locale={locale} />
          {historyOf(appointment.id)}
        </Stack>
      )}
    </>
  );
}
