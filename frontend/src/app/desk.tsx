import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { useSearchParams } from "react-router";

/** What is known about a new appointment before the form opens. */
export interface Prefill {
  starts_at?: string;
  resource_id?: string;
  customer_id?: string;
}

interface Desk {
  openId: string | null;
  openAppointment: (id: string) => void;
  closeAppointment: () => void;
  prefill: Prefill | null;
  newAppointment: (prefill?: Prefill) => void;
  closeNew: () => void;
}

const DeskContext = createContext<Desk | null>(null);

/** The drawer and the form that any screen may open; the drawer's appointment is in the address. */
export function DeskProvider({ children }: { children: ReactNode }) {
  const [query, setQuery] = useSearchParams();
  const [prefill, setPrefill] = useState<Prefill | null>(null);
  const openId = query.get("appointment");
  const setOpen = useCallback(
    (id: string | null) =>
      setQuery((old) => {
        const next = new URLSearchParams(old);
        if (id) next.set("appointment", id);
        else next.delete("appointment");
        return next;
      }),
    [setQuery],
  );
  const desk = useMemo<Desk>(
    () => ({
      openId,
      openAppointment: (id) => setOpen(id),
      closeAppointment: () => setOpen(null),
      prefill,
      newAppointment: (known = {}) => setPrefill(known),
      closeNew: () => setPrefill(null),
    }),
    [openId, setOpen, prefill],
  );
  return <DeskContext.Provider value={desk}>{children}</DeskContext.Provider>;
}

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("useDesk is used outside the shell");
  return desk;
}
