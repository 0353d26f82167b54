import { Alert, Button, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, type TablerIcon } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import { isProblem, messageOf } from "../api/problem";
import classes from "./States.module.css";

interface EmptyStateProps {
  icon?: TablerIcon;
  /** One sentence. */
  title: string;
  /** It is the whole screen, so its sentence is the screen's heading. */
  isScreen?: boolean;
  children?: ReactNode;
  /** One action. */
  action?: ReactNode;
}

export function EmptyState({ icon: Icon, title, isScreen, children, action }: EmptyStateProps) {
  return (
    <Stack className={classes.empty} align="center" gap="sm">
      {Icon && (
        <span className={classes.emptyIcon}>
          <Icon size={22} stroke={1.6} aria-hidden="true" />
        </span>
      )}
      <Text component={isScreen ? "h1" : "p"} m={0} fw={550} ta="center">
        {title}
      </Text>
      {children && (
        <Text c="dimmed" size="sm" maw={380} ta="center">
          {children}
        </Text>
      )}
      {action}
    </Stack>
  );
}

interface ErrorStateProps {
  error: unknown;
  onRetry: () => void;
  /** The way on where there is nothing: trying again would not bring it. */
  wayOn?: ReactNode;
}

export function ErrorState({ error, onRetry, wayOn }: ErrorStateProps) {
  const isNothing = isProblem(error, "not-found");
  return (
    <Alert
      className={classes.error}
      color="red"
      icon={<IconAlertTriangle size={18} />}
      title={messageOf(error)}
    >
      {isNothing ? (
        wayOn
      ) : (
        <Button size="xs" variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Alert>
  );
}

/** Shows its children only after 200 ms, so that fast answers do not flicker. */
export function Later({ children }: { children: ReactNode }) {
  const [isShown, show] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => show(true), 200);
    return () => clearTimeout(timer);
  }, []);
  return isShown ? children : null;
}

export function LoadingRows({ rows = 6, height = 44 }: { rows?: number; height?: number }) {
  return (
    <div aria-busy="true">
      <span className="visually-hidden">Loading</span>
      <Later>
        <Stack gap={8} p="md">
          {Array.from({ length: rows }, (_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
            <Skeleton key={at} h={height} radius="md" />
          ))}
        </Stack>
      </Later>
    </div>
  );
}

interface PageHeadProps {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

export function PageHead({ title, children, actions }: PageHeadProps) {
  useEffect(() => {
    document.title = `${title} · SmoothSchedule`;
  }, [title]);
  return (
    <header className={classes.head}>
      <div>
        <Title order={1} className={classes.headTitle}>
          {title}
        </Title>
        {children && (
          <Text c="dimmed" size="sm">
            {children}
          </Text>
        )}
      </div>
      {actions && <div className={classes.headActions}>{actions}</div>}
    </header>
  );
}
