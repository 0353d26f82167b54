import { getAppointment } from "../api/generated/api";
import type { Appointment } from "../api/generated/api.schemas";
import { isProblem, ProblemError } from "../api/problem";
import { momentText, namesText } from "../lib/format";
import { stateText } from "./StateBadge";

class ChangedSince extends ProblemError {
  constructor(readonly how: string[]) {
    super({ type: "/problems/stale", title: "It was changed in the meantime." });
  }
}

/** Whose appointment was changed and how, where that was in the way. */
export function changesBehind(error: unknown): string[] {
  return error instanceof ChangedSince ? error.how : [];
}

/**
 * Done to the appointments in the versions seen, or in the newest where only something was written beside
 * them meanwhile. Raises what `changesBehind` explains where one of them stands otherwise.
 */
export async function asTheyStand<T>(
  seen: Appointment[],
  locale: string,
  act: (them: Appointment[]) => Promise<T>,
): Promise<T> {
  try {
    return await act(seen);
  } catch (error) {
    if (!isProblem(error, "stale")) throw error;
    const now = await Promise.all(seen.map(({ id }) => getAppointment(id)));
    const how = seen.flatMap((before, at) => changeOf(before, now[at] ?? before, locale) ?? []);
    if (how.length > 0) throw new ChangedSince(how);
    return act(now);
  }
}

function changeOf(before: Appointment, now: Appointment, locale: string): string | null {
  const who = now.customer?.name ?? now.service.name;
  if (now.state !== before.state) return `${who}: now ${stateText(now).toLowerCase()}`;
  if (now.starts_at !== before.starts_at || now.ends_at !== before.ends_at) {
    return `${who}: now ${momentText(now.starts_at, now.time_zone, locale)}`;
  }
  if (held(now) !== held(before)) return `${who}: now with ${namesText(now.allocations)}`;
  // One step that left it standing so was no act. Of more, one may have undone another: what would be
  // taken back is not what was done here.
  return now.version > before.version + 1 ? `${who}: changed more than once` : null;
}

const held = ({ allocations }: Appointment) =>
  allocations
    .map(({ resource_id }) => resource_id)
    .sort()
    .join();
