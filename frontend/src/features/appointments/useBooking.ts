import { useMutation, useQueryClient } from "@tanstack/react-query";
import { settleAppointment } from "../../api/calendarCache";
import { bookAppointment, bookSeries, scheduleSession } from "../../api/generated/api";
import type { NewAppointment, NewSeries, NewSession } from "../../api/generated/api.schemas";
import { idempotent } from "../../api/http";
import { keys } from "../../api/keys";
import { isProblem } from "../../api/problem";
import { useSubmission } from "../../api/submission";
import { momentText } from "../../lib/format";
import { toast, toastWithUndo } from "../../ui/toast";
import { refreshAfterSeries } from "./series";
import { whoOf } from "./steps";
import { unbook } from "./unbook";

interface Asked {
  locale: string;
  zone: string;
  onDone: () => void;
  onWrongCustomer: (message: string) => void;
}

/** Books one appointment or a series; a repeated submission books nothing twice. */
export function useBooking({ locale, zone, onDone, onWrongCustomer }: Asked) {
  const client = useQueryClient();
  const submitOnce = useSubmission();
  const onError = (error: unknown) => {
    client.invalidateQueries({ queryKey: keys.slots.all });
    if (!isProblem(error)) return;
    const [field] = Object.entries(error.fields).filter(([name]) => name.startsWith("customer"));
    if (field) onWrongCustomer(field[1]);
  };
  const one = useMutation({
    mutationFn: (body: NewAppointment) =>
      submitOnce(body, (sent, key) => bookAppointment(sent, idempotent(key))),
    onSuccess: (booked, { notify = true }) => {
      settleAppointment(client, booked);
      client.invalidateQueries({ queryKey: keys.customers.all });
      toastWithUndo(
        `${whoOf(booked)} is booked for ${momentText(booked.starts_at, zone, locale)}.`,
        () => unbook(client, booked, notify),
      );
      onDone();
    },
    onError,
  });
  const many = useMutation({
    mutationFn: (body: NewSeries) =>
      submitOnce(body, (sent, key) => bookSeries(sent, idempotent(key))),
    onSuccess: ({ items }) => {
      refreshAfterSeries(client);
      client.invalidateQueries({ queryKey: keys.customers.all });
      toast(`${items.length} appointments are booked.`);
      onDone();
    },
    onError,
  });
  const session = useMutation({
    mutationFn: (body: NewSession) =>
      submitOnce(body, (sent, key) => scheduleSession(sent, idempotent(key))),
    onSuccess: (opened) => {
      settleAppointment(client, opened);
      toastWithUndo(
        `${whoOf(opened)} takes place ${momentText(opened.starts_at, zone, locale)}.`,
        () => unbook(client, opened, false),
      );
      onDone();
    },
    onError,
  });
  const reset = () => {
    session.reset();
    one.reset();
    many.reset();
  };
  const all = [one, many, session];
  return {
    one,
    many,
    session,
    reset,
    isPending: all.some(({ isPending }) => isPending),
    error: all.map(({ error }) => error).find(Boolean) ?? null,
  };
}
