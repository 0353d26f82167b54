import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { refreshAppointment, settleAppointment } from "../../api/calendarCache";
import { cancelAppointment, cancelSeries, rejectAppointment } from "../../api/generated/api";
import type { Appointment } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { momentText } from "../../lib/format";
import { ConfirmWithReason } from "../../ui/ConfirmWithReason";
import { toastWithTakeBack } from "../../ui/takeBack";
import { toastProblem } from "../../ui/toast";
import { type Scope, ScopeChoice } from "./ScopeChoice";
import { offerSeriesUndo } from "./series";
import { whoOf } from "./steps";
import { TellCustomer } from "./TellCustomer";

export type Ending = "cancel" | "reject";

const ENDINGS = {
  cancel: {
    title: (who: string) => `Cancel the appointment of ${who}?`,
    act: "Cancel appointment",
    said: (who: string) => `The appointment of ${who} is cancelled.`,
  },
  reject: {
    title: (who: string) => `Reject the request of ${who}?`,
    act: "Reject request",
    said: (who: string) => `The request of ${who} is rejected.`,
  },
};

const OF_A_CLASS = {
  title: (what: string) => `Cancel ${what} for everybody?`,
  act: "Cancel class",
  said: (what: string) => `${what} is cancelled for everybody.`,
};

/** What is called off of a series, so that nobody takes many for one. */
const OF_A_SERIES = {
  following: "Cancel this and the following",
  all: "Cancel all that are to come",
};

interface CallOffProps {
  appointment: Appointment;
  ending: Ending;
  locale: string;
  onClose: () => void;
}

/** Asks for the reason and calls it off; it can be put back. */
export function CallOff({ appointment, ending, locale, onClose }: CallOffProps) {
  const client = useQueryClient();
  const { id, version, starts_at, time_zone, service } = appointment;
  const { title, act, said } = appointment.session ? OF_A_CLASS : ENDINGS[ending];
  const who = whoOf(appointment);
  const [scope, setScope] = useState<Scope>("this");
  const [notify, setNotify] = useState(true);
  const callOff = useMutation({
    mutationFn: (reason: string | null) =>
      ending === "cancel"
        ? cancelAppointment(id, { reason, notify }, ifMatch(version))
        : rejectAppointment(id, { reason }, ifMatch(version)),
    onSuccess: (changed) => {
      settleAppointment(client, changed);
      toastWithTakeBack(client, said(who), changed);
      onClose();
    },
    onError: (error) => {
      toastProblem(error);
      refreshAppointment(client, id);
    },
  });
  const callOffSeries = useMutation({
    mutationFn: (asked: { scope: "following" | "all"; reason: string | null }) =>
      cancelSeries(id, { ...asked, notify }, ifMatch(version)),
    onSuccess: (changed) => {
      const what = scope === "all" ? "is cancelled" : "is cancelled from here on";
      offerSeriesUndo(client, `The series of ${who} ${what}.`, changed, { id, locale });
      onClose();
    },
    onError: (error) => {
      toastProblem(error);
      refreshAppointment(client, id);
    },
  });
  const confirm = (reason: string) =>
    scope === "this"
      ? callOff.mutate(reason || null)
      : callOffSeries.mutate({ scope, reason: reason || null });
  const ofMany = scope === "this" ? null : OF_A_SERIES[scope];
  const becomes = appointment.session_id ? "The seat becomes" : "The time becomes";
  const repeats = appointment.series_id && ending === "cancel";
  const choice = ending === "cancel" && (
    <>
      {repeats && <ScopeChoice act="Cancel" value={scope} onChange={setScope} />}
      <TellCustomer
        who={appointment.customer}
        isClass={!!appointment.session}
        value={notify}
        onChange={setNotify}
      />
    </>
  );
  return (
    <ConfirmWithReason
      title={title(who)}
      act={ofMany ?? act}
      keep="Keep it"
      isBusy={callOff.isPending || callOffSeries.isPending}
      choice={choice}
      onConfirm={confirm}
      onClose={onClose}
    >
      {service.name}, {momentText(starts_at, time_zone, locale)}.{" "}
      {ofMany ? "Their times become" : becomes} free at once.
    </ConfirmWithReason>
  );
}
