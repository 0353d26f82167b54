import { Anchor, Button, CopyButton, Paper, Stack, Text } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { locationsQuery, resourcesQuery, servicesQuery } from "../../api/lists";
import { useMe } from "../../api/session";
import { LoadingRows, PageHead } from "../../ui/States";
import classes from "./Start.module.css";

/** The way from a new business to a page that can be booked. */
export function StartView() {
  const me = useMe();
  const locations = useQuery(locationsQuery).data;
  const resources = useQuery(resourcesQuery).data;
  const services = useQuery(servicesQuery).data;
  if (!locations || !resources || !services) return <LoadingRows rows={4} height={72} />;
  const staff = resources.filter(({ kind, hours }) => kind === "staff" && hours.length > 0);
  const steps = [
    {
      title: "Say where you work",
      text: "An address and its time zone; opening hours follow its clock.",
      to: "/app/locations",
      act: "Locations",
      isDone: locations.length > 0,
    },
    {
      title: "Add people and their hours",
      text: "Whoever has hours can be booked. Rooms and equipment work the same way.",
      to: "/app/resources",
      act: "Staff and rooms",
      isDone: staff.length > 0,
    },
    {
      title: "Add what you offer",
      text: "Duration, price, and who gives it.",
      to: "/app/services",
      act: "Services",
      isDone: services.some(({ is_active, is_public }) => is_active && is_public),
    },
  ];
  const isReady = steps.every(({ isDone }) => isDone);
  return (
    <>
      <PageHead title={`Welcome, ${me.user.name.split(" ")[0]}`}>
        {isReady
          ? "Everything is set up with usual values. Look it over, then share your link."
          : `Three steps, and people can book ${me.tenant?.name}.`}
      </PageHead>
      <ol className={classes.steps}>
        {steps.map(({ title, text, to, act, isDone }, at) => (
          <li key={to}>
            <Paper withBorder p="md" radius="lg" className={classes.step}>
              <span className={classes.number} data-done={isDone || undefined}>
                {isDone ? <IconCheck size={16} stroke={2.5} aria-label="Done" /> : at + 1}
              </span>
              <div>
                <Text fw={600}>{title}</Text>
                <Text size="sm" c="dimmed">
                  {text}
                </Text>
              </div>
              <Button component={Link} to={to} variant={isDone ? "default" : "filled"}>
                {act}
              </Button>
            </Paper>
          </li>
        ))}
      </ol>
      <Stack className={classes.share} gap="xs" align="start">
        <Text fw={600}>{isReady ? "Your booking page is open" : "Your booking page"}</Text>
        <Anchor href="/" target="_blank">
          {window.location.origin}
        </Anchor>
        <CopyButton value={window.location.origin} timeout={3000}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              onClick={copy}
            >
              {copied ? "Copied" : "Copy the link"}
            </Button>
          )}
        </CopyButton>
      </Stack>
    </>
  );
}
