import type { Me } from "../../api/generated/api.schemas";
import { isLent, roleName } from "../../lib/permissions";

export const MODES = {
  act: { label: "may act", said: "You may act." },
  view: { label: "view only", said: "You may look only." },
  lent: {
    label: "view, and what is lent",
    said: "You may look, and do what you were lent.",
  },
} as const;

/** What one may do on the visit. */
export function modeOf(me: Me): keyof typeof MODES {
  if (me.visit?.can_write) return "act";
  return isLent(me) ? "lent" : "view";
}

const PLATFORM_ROLES = ["SUPERUSER", "PLATFORM_MANAGER", "PLATFORM_SALES", "PLATFORM_SUPPORT"];

/** "owner", "SmoothSchedule support" */
export function roleInWords(role: string): string {
  const name = roleName(role).toLowerCase();
  return PLATFORM_ROLES.includes(role) ? `SmoothSchedule ${name}` : name;
}

/** "42 min left", by the second near the end. */
export function timeLeftText(seconds: number): string {
  if (seconds <= 0) return "time is up";
  return seconds < 60 ? `${seconds} s left` : `${Math.ceil(seconds / 60)} min left`;
}

/** Both identities, in one breath, for whoever hears the page. */
export function visitText(me: Me): string {
  const { user, tenant, visit } = me;
  if (!visit) return "";
  const place = tenant?.name ?? "the platform";
  const really = `${visit.actor.name} (${roleInWords(visit.actor.role)})`;
  const mode = MODES[modeOf(me)].said;
  if (visit.kind === "entry") return `You are inside ${place} as ${really}. ${mode}`;
  return `You are ${user.name} at ${place}, really ${really}. ${mode}`;
}

/** What is said aloud when it gets late; null in between. */
export function warningText(seconds: number): string {
  if (seconds <= 60) return "Less than a minute is left of this visit.";
  return seconds <= 300 ? "Less than five minutes are left of this visit." : "";
}
