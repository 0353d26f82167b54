import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { messageOf } from "../api/problem";

interface RefusalProps {
  error: unknown;
  /** Says it better than the server does. */
  title?: string;
  children?: ReactNode;
}

const isAtField = () => document.activeElement?.getAttribute("aria-invalid") === "true";

/** Why an act was refused, in view wherever in a long form its button was pressed; but whoever was led to a
 * field that says more stays there. */
export function Refusal({ error, title, children }: RefusalProps) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error && !isAtField()) notice.current?.scrollIntoView({ block: "nearest" });
  }, [error]);
  return (
    <Alert
      ref={notice}
      color="red"
      role="alert"
      icon={<IconAlertTriangle size={18} />}
      title={title ?? messageOf(error)}
    >
      {children}
    </Alert>
  );
}
