import type { UseFormReturnType } from "@mantine/form";
import { useRef } from "react";
import { ifMatch } from "../api/http";
import { isProblem, ProblemError } from "../api/problem";
import { focusFirstError } from "./forms";

/** What a form that was overtaken says: it can be saved again. */
export const OVERTAKEN = new ProblemError({
  type: "/problems/overtaken",
  title:
    "Someone changed this in the meantime. What they changed is filled in, and what you typed is kept. Look it over and save again.",
});

/** The same thing in a newer list. */
export function foundIn<T extends { id: string }>(list: T[], { id }: T): T {
  const found = list.find((each) => each.id === id);
  if (found) return found;
  throw new ProblemError({
    type: "/problems/not-found",
    title: "Someone removed this in the meantime.",
  });
}

export interface Kept<T, V> {
  valuesOf: (thing: T) => V;
  newest: (thing: T) => Promise<T>;
  /** How the value of a field reads that is not its own text. */
  reads?: { [K in keyof V]?: (value: V[K]) => string };
}

export const isSame = (one: unknown, other: unknown) =>
  JSON.stringify(one) === JSON.stringify(other);

function textOf(value: unknown): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** What somebody else made of a field. */
export function sayTheirs(value: unknown, text: string): string {
  const isEmpty = value === null || value === "" || (Array.isArray(value) && value.length === 0);
  const what = isEmpty && !text ? "emptied this" : `changed this${text && `: “${text}”`}`;
  return `Someone else ${what}. Saving puts yours in its place.`;
}

/**
 * Changes the thing in the version that its form was filled from, whatever is fetched meanwhile. Where
 * somebody saved over that version, theirs stands in every field that the person left alone, beside the
 * others it is said, and the next try is a change of theirs. What nothing of the form was changed by is
 * no reason to ask. `discard` goes back to what was saved last, or is just being saved.
 */
export function useChangeOf<T extends { version: number }, V extends object>(
  form: UseFormReturnType<V>,
  thing: T | undefined,
  { valuesOf, newest, reads = {} }: Kept<T, V>,
) {
  const seen = useRef(thing);
  const going = useRef<V | null>(null);

  /** The form is of `now`; what was typed since it was as `left` stays. */
  const take = (now: T, left: V) => {
    const [fresh, typed] = [valuesOf(now), form.getValues()];
    const untouched = Object.entries(fresh).filter(([name]) =>
      isSame(typed[name as keyof V], left[name as keyof V]),
    );
    form.setValues(Object.fromEntries(untouched) as Partial<V>);
    form.resetDirty(fresh);
    seen.current = now;
  };

  const tell = (names: (keyof V)[], fresh: V) => {
    const typed = form.getValues();
    const own = names.filter((name) => !isSame(typed[name], fresh[name]));
    const told = own.map((name) => {
      const text = reads[name]?.(fresh[name]) ?? textOf(fresh[name]);
      return [name, sayTheirs(fresh[name], text)];
    });
    form.setErrors(Object.fromEntries(told));
    focusFirstError(form)(Object.fromEntries(told));
  };

  const sent = async (send: (seen: RequestInit) => Promise<T>): Promise<T> => {
    const before = seen.current;
    if (!before) throw new Error("There is nothing to change.");
    try {
      return await send(ifMatch(before.version));
    } catch (error) {
      if (!isProblem(error, "stale")) throw error;
      const now = await newest(before);
      const [fresh, old] = [valuesOf(now), valuesOf(before)];
      const changed = (Object.keys(fresh) as (keyof V)[]).filter(
        (name) => !isSame(fresh[name], old[name]),
      );
      take(now, old);
      if (changed.length === 0 && now.version !== before.version) return sent(send);
      tell(changed, fresh);
      throw OVERTAKEN;
    }
  };

  const change = async (values: V, send: (seen: RequestInit) => Promise<T>): Promise<T> => {
    going.current = values;
    try {
      const saved = await sent(send);
      take(saved, values);
      return saved;
    } finally {
      going.current = null;
    }
  };

  const discard = () => {
    form.reset();
    if (going.current) form.setValues(going.current);
  };

  return { change, discard, ifSeen: () => ifMatch(seen.current?.version ?? 0) };
}
