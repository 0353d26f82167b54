import type { UseFormReturnType } from "@mantine/form";
import { useRef } from "react";
import { ifMatch } from "../api/http";
import { isProblem, ProblemError } from "../api/problem";

const OVERTAKEN = new ProblemError({
  type: "/problems/overtaken",
  title:
    "Someone changed this in the meantime. What they changed is filled in, and what you typed is kept. Look it over and save again.",
});

interface Kept<T, V> {
  valuesOf: (thing: T) => V;
  newest: (id: string) => Promise<T>;
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function theirs(value: unknown): string {
  const said = typeof value === "string" && value ? `: “${value}”` : "";
  return `Someone else changed this${said}. Saving puts yours in its place.`;
}

/**
 * Changes the thing in the version that its form was filled from, whatever is fetched meanwhile. Where
 * somebody saved over that version, theirs stands in every field that the person left alone, beside the
 * others it is said, and the next try is a change of theirs.
 */
export function useChangeOf<T extends { id: string; version: number }, V extends object>(
  form: UseFormReturnType<V>,
  thing: T | undefined,
  { valuesOf, newest }: Kept<T, V>,
) {
  const seen = useRef(thing);
  const take = (now: T, before: T) => {
    const [new_, old] = [valuesOf(now), valuesOf(before)];
    const typed = form.getValues();
    const changed = (Object.keys(new_) as (keyof V)[]).filter(
      (key) => !isSame(new_[key], old[key]),
    );
    const isOwn = (key: keyof V) => !isSame(typed[key], old[key]) && !isSame(typed[key], new_[key]);
    const others = changed.filter((key) => !isOwn(key)).map((key) => [key, new_[key]]);
    form.setValues(Object.fromEntries(others));
    form.setErrors(
      Object.fromEntries(changed.filter(isOwn).map((key) => [key, theirs(new_[key])])),
    );
    seen.current = now;
  };
  return async (send: (seen: RequestInit) => Promise<T>): Promise<T> => {
    const before = seen.current;
    if (!before) throw new Error("There is nothing to change.");
    try {
      const saved = await send(ifMatch(before.version));
      seen.current = saved;
      return saved;
    } catch (error) {
      if (!isProblem(error, "stale")) throw error;
      take(await newest(before.id), before);
      throw OVERTAKEN;
    }
  };
}
