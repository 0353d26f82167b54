import { Button, Text, UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { getAppointmentHistory, getCustomerHistory } from "../../api/generated/api";
import { keys } from "../../api/keys";
import { useBusiness } from "../../api/session";
import { datedMomentText } from "../../lib/format";
import { ErrorState, LoadingRows } from "../../ui/States";
import { Sentence } from "./EntryList";
import classes from "./History.module.css";

interface HistoryProps {
  of: "appointment" | "customer";
  id: string;
}

const LOAD = { appointment: getAppointmentHistory, customer: getCustomerHistory };

/** What became of one thing, told when asked for. */
export function History({ of, id }: HistoryProps) {
  const [isOpen, setOpen] = useState(false);
  const panel = useId();
  return (
    <section>
      <UnstyledButton
        className={classes.head}
        aria-expanded={isOpen}
        aria-controls={isOpen ? panel : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        History <IconChevronDown size={15} aria-hidden="true" />
      </UnstyledButton>
      {isOpen && (
        <div id={panel}>
          <Entries of={of} id={id} />
        </div>
      )}
    </section>
  );
}

function Entries({ of, id }: HistoryProps) {
  const { zone, locale } = useBusiness();
  const found = useInfiniteQuery({
    queryKey: keys.activity.of(of, id),
    queryFn: ({ pageParam, signal }) => LOAD[of](id, { after: pageParam, limit: 20 }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  if (found.isPending) return <LoadingRows rows={2} />;
  if (found.isError) return <ErrorState error={found.error} onRetry={found.refetch} />;
  const entries = found.data.pages.flatMap(({ items }) => items);
  return (
    <>
      {entries.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing is on record.
        </Text>
      )}
      <ol className={classes.entries}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <Sentence entry={entry} />
            <time className="tabular" dateTime={entry.at}>
              {datedMomentText(entry.at, zone, locale)}
            </time>
          </li>
        ))}
      </ol>
      {found.hasNextPage && (
        <Button
          size="xs"
          variant="default"
          loading={found.isFetchingNextPage}
          onClick={() => found.fetchNextPage()}
        >
          Show earlier
        </Button>
      )}
    </>
  );
}
