import type { CSSProperties } from "react";

/** Dark enough for words on white paper, and apart from each other for most eyes. */
const COLORS = ["#4a48c9", "#0f766e", "#b4450f", "#a21c62", "#1d6fb8", "#6b7b12"];
const NOBODYS = "#5b5c68";

/** The colour of a role, by its place among the roles; what belongs to nobody is grey. */
export function roleColor(
  roles: readonly { key: string }[],
  key: string | null | undefined,
): string {
  const at = roles.findIndex((role) => role.key === key);
  return at < 0 ? NOBODYS : (COLORS[at % COLORS.length] ?? NOBODYS);
}

/** The colour as a variable for the style sheets. */
export function inRoleColor(color: string): CSSProperties {
  return { "--role": color } as CSSProperties;
}
