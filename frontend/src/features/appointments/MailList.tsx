import { Text } from "@mantine/core";
import { IconAlertTriangle, IconClock, IconMailCheck, IconMailOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { listAppointmentMails } from "../../api/generated/api";
import type { AppointmentMail } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { datedMomentText } from "../../lib/format";
import classes from "./MailList.module.css";

const KINDS: Record<AppointmentMail["kind"], string> = {
  request: "Request received",
  confirmation: "Confirmation",
  approval: "Approval",
  rejection: "Rejection",
  change: "Change",
  cancellation: "Cancellation",
  reminder: "Reminder",
  series: "Times of the series",
  waitlist_joined: "Place on the waitlist",
  waitlist_offer: "Offer from the waitlist",
};
const STATES: Record<AppointmentMail["state"], [label: string, icon: typeof IconClock]> = {
  queued: ["On its way", IconClock],
  sent: ["Sent", IconMailCheck],
  failed: ["Not sent", IconAlertTriangle],
  dropped: ["Not sent", IconMailOff],
};
const WHILE_QUEUED_MS = 3_000;

interface MailListProps {
  appointmentId: string;
  zone: string;
  locale: string;
}

/** What the customer was written, and what became of each mail. */
export function MailList({ appointmentId, zone, locale }: MailListProps) {
  const mails = useQuery({
    queryKey: keys.activity.of("mails", appointmentId),
    queryFn: ({ signal }) => listAppointmentMails(appointmentId, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some((mail) => mail.state === "queued") ? WHILE_QUEUED_MS : false,
  });
  const items = mails.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section aria-label="Mails to the customer" className={classes.mails}>
      <h3 className={classes.title}>Mails to the customer</h3>
      <ul className={classes.list}>
        {items.map((mail) => (
          <MailRow key={mail.id} mail={mail} when={momentOf(mail, zone, locale)} />
        ))}
      </ul>
    </section>
  );
}

function MailRow({ mail, when }: { mail: AppointmentMail; when: string }) {
  const [label, Icon] = STATES[mail.state];
  return (
    <li className={classes.mail} data-failed={mail.state === "failed" || undefined}>
      <Icon size={16} stroke={1.7} aria-hidden="true" />
      <div>
        <span>{KINDS[mail.kind]}</span>
        <Text component="span" size="xs" c="dimmed" display="block">
          {label}, <time dateTime={mail.ended_at ?? mail.queued_at}>{when}</time>
        </Text>
        {mail.problem && (
          <Text component="span" size="xs" c={mail.state === "failed" ? "var(--danger)" : "dimmed"}>
            {mail.problem}
          </Text>
        )}
      </div>
    </li>
  );
}

function momentOf(mail: AppointmentMail, zone: string, locale: string): string {
  return datedMomentText(mail.ended_at ?? mail.queued_at, zone, locale);
}
