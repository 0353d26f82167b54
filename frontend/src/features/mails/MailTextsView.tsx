import { Badge, NavLink, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { listMailTexts } from "../../api/generated/api";
import type { MailText } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { Begun } from "../../ui/Begun";
import { ErrorState, LoadingRows } from "../../ui/States";
import classes from "./Mails.module.css";
import { MailTextForm } from "./MailTextForm";

const NAMES: Record<MailText["kind"], string> = {
  request: "Request received",
  confirmation: "Booking confirmed",
  approval: "Request approved",
  rejection: "Request turned down",
  change: "New time",
  cancellation: "Cancelled",
  reminder: "Reminder",
  series: "Times of a series",
  series_off: "Series cancelled",
  waitlist_joined: "Waitlist, joined",
  waitlist_offer: "Waitlist, time offered",
};

/** What the business's mails say, one kind at a time. */
export function MailTextsView() {
  const [query, setQuery] = useSearchParams();
  const texts = useQuery({
    queryKey: keys.mailTexts,
    queryFn: ({ signal }) => listMailTexts({ signal }),
  });
  if (texts.isPending) return <LoadingRows rows={6} />;
  if (texts.isError) return <ErrorState error={texts.error} onRetry={texts.refetch} />;
  const { items } = texts.data;
  const open = items.find(({ kind }) => kind === query.get("mail")) ?? items[0];
  if (!open) return null;
  const choose = (kind: string) => setQuery({ mail: kind }, { replace: true });
  return (
    <div className={classes.view}>
      <nav aria-label="Mails" className={classes.kinds}>
        {items.map((each) => (
          <NavLink
            key={each.kind}
            component="button"
            type="button"
            active={each === open}
            aria-current={each === open ? "true" : undefined}
            label={NAMES[each.kind]}
            rightSection={each.is_own && <Badge size="xs">Yours</Badge>}
            onClick={() => choose(each.kind)}
          />
        ))}
      </nav>
      <Select
        className={classes.choice}
        label="Mail"
        allowDeselect={false}
        value={open.kind}
        data={items.map(({ kind }) => ({ value: kind, label: NAMES[kind] }))}
        onChange={(kind) => kind && choose(kind)}
      />
      <Begun key={open.kind} now={open}>
        {(begun) => <MailTextForm text={begun} name={NAMES[open.kind]} />}
      </Begun>
    </div>
  );
}
