import type { ReactNode } from "react";
import { useMe } from "../api/session";
import { looksOnly } from "../lib/permissions";
import { Fields } from "./Fields";
import { LooksOnly } from "./LooksOnly";

interface SettingsFieldsProps {
  gap?: string;
  children: ReactNode;
}

/** The fields of a settings form: whoever may look only reads them, and why. */
export function SettingsFields({ gap = "lg", children }: SettingsFieldsProps) {
  return (
    <Fields isLocked={looksOnly(useMe())} gap={gap}>
      <LooksOnly />
      {children}
    </Fields>
  );
}
