import { IconTerminal2 } from "@tabler/icons-react";
import { useMe } from "../api/session";

interface ConsoleLinkProps {
  className: string | undefined;
  size: number;
}

/** For staff of the platform: to the console, which the server renders. */
export function ConsoleLink({ className, size }: ConsoleLinkProps) {
  if (useMe().tenant) return null;
  return (
    <a href="/admin/" className={className}>
      <IconTerminal2 size={size} stroke={1.7} aria-hidden="true" />
      Console
    </a>
  );
}
