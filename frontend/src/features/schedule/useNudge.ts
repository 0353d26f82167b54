import { useCallback, useEffect, useRef } from "react";
import type { Appointment } from "../../api/generated/api.schemas";
import type { Move } from "./moves";

const SETTLE_MS = 500;

/** Gathers Shift+arrow steps and moves once, when the keys have rested for half a second. */
export function useNudge(move: (move: Move) => void, onStep: (instant: number) => void) {
  const waiting = useRef<{ appointment: Appointment; minutes: number } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef({ move, onStep });
  latest.current = { move, onStep };
  useEffect(() => () => clearTimeout(timer.current), []);

  return useCallback((appointment: Appointment, minutes: number) => {
    const before = waiting.current;
    const sum = (before?.appointment.id === appointment.id ? before.minutes : 0) + minutes;
    const base = before?.appointment.id === appointment.id ? before.appointment : appointment;
    waiting.current = { appointment: base, minutes: sum };
    const instant = Date.parse(base.starts_at) + sum * 60_000;
    latest.current.onStep(instant);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      waiting.current = null;
      if (sum !== 0) latest.current.move({ appointment: base, instant });
    }, SETTLE_MS);
  }, []);
}
