import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ContractDetail } from "../../api/generated/api.schemas";
import { useBusiness } from "../../api/session";
import { datedMomentText } from "../../lib/format";
import { ErrorState, LoadingRows } from "../../ui/States";
import classes from "./ContractView.module.css";
import { eventsQuery } from "./queries";
import { Related } from "./Related";

/** What happened to the contract, latest first; each is chained to the one before. */
export function Events({ contract }: { contract: ContractDetail }) {
  const { id } = contract;
  const { zone, locale } = useBusiness();
  const events = useQuery(eventsQuery(id));
  return (
    <section>
      <h2 className={classes.heading}>What happened</h2>
      <Related contract={contract} />
      {events.isPending && <LoadingRows rows={3} height={28} />}
      {events.isError && !events.data && (
        <ErrorState error={events.error} onRetry={events.refetch} />
      )}
      {events.data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing yet.
        </Text>
      )}
      <ol className={classes.events} reversed>
        {[...(events.data?.items ?? [])].reverse().map((event) => (
          <li key={event.number}>
            {event.sentence}
            <small>
              <time className="tabular" dateTime={event.at}>
                {datedMomentText(event.at, zone, locale)}
              </time>
              {event.by && !event.sentence.includes(event.by) && ` · by ${event.by}`}
            </small>
          </li>
        ))}
      </ol>
    </section>
  );
}
