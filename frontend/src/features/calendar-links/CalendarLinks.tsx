import { Button, Group, Stack, Text } from "@mantine/core";
import { IconLink, IconLinkOff } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  listCalendarFeeds,
  listMyCalendarFeeds,
  makeCalendarFeed,
  makeMyCalendarFeed,
  revokeCalendarFeed,
} from "../../api/generated/api";
import type { CalendarFeed } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { messageOf } from "../../api/problem";
import { useBusiness, useMe } from "../../api/session";
import { dayText } from "../../lib/format";
import { isInPerson } from "../../lib/permissions";
import { dayOf } from "../../lib/zones";
import { Confirm } from "../../ui/Confirm";
import { ErrorState, LoadingRows } from "../../ui/States";
import { toast, toastProblem } from "../../ui/toast";
import { LinkShownOnce } from "./LinkShownOnce";

interface CalendarLinksProps {
  /** Whose calendar; without one it is the signed-in customer's own bookings. */
  resourceId?: string;
}

/** Private addresses that Apple, Google and Outlook subscribe to. */
export function CalendarLinks({ resourceId }: CalendarLinksProps) {
  const isOwn = isInPerson(useMe());
  const client = useQueryClient();
  const [url, setUrl] = useState<string | null>(null);
  const [ending, setEnding] = useState<CalendarFeed | null>(null);
  const queryKey = keys.calendarLinks(resourceId ?? "own");
  const links = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      resourceId ? listCalendarFeeds(resourceId, { signal }) : listMyCalendarFeeds({ signal }),
  });
  const settle = () => client.invalidateQueries({ queryKey });
  const make = useMutation({
    mutationFn: () => (resourceId ? makeCalendarFeed(resourceId) : makeMyCalendarFeed()),
    onSuccess: (made) => setUrl(made.url),
    onSettled: settle,
  });
  const revoke = useMutation({
    mutationFn: ({ id }: CalendarFeed) => revokeCalendarFeed(id),
    onSuccess: () => {
      setUrl(null);
      toast("The link opens nothing any more.");
    },
    onError: toastProblem,
    onSettled: () => {
      setEnding(null);
      settle();
    },
  });
  if (links.isPending) return <LoadingRows rows={1} />;
  if (links.isError) return <ErrorState error={links.error} onRetry={links.refetch} />;
  const items = links.data.items;
  const hasOwn = items.some(({ is_own }) => is_own);
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        Subscribe to this calendar in Apple, Google or Outlook. Whoever has the link can read it, so
        keep it to yourself.
      </Text>
      {url && <LinkShownOnce url={url} />}
      {items.map((each) => (
        <LinkRow key={each.id} link={each} onRevoke={isOwn ? () => setEnding(each) : undefined} />
      ))}
      {make.isError && (
        <Text size="sm" c="var(--danger)" role="alert">
          {messageOf(make.error)}
        </Text>
      )}
      {isOwn ? (
        <Group>
          <Button
            variant="default"
            leftSection={<IconLink size={16} />}
            loading={make.isPending}
            onClick={() => make.mutate()}
          >
            {hasOwn ? "Make a new link" : "Make a link"}
          </Button>
        </Group>
      ) : (
        <Text size="sm" c="dimmed">
          Links are out of reach during a visit: nobody makes or ends one in somebody's place.
        </Text>
      )}
      {isOwn && hasOwn && !url && (
        <Text size="xs" c="dimmed">
          A link is shown only when it is made. A new one ends the one before.
        </Text>
      )}
      {ending && (
        <Confirm
          title="End this calendar link?"
          act="End link"
          keep="Keep it"
          isLoss
          isBusy={revoke.isPending}
          onConfirm={() => revoke.mutate(ending)}
          onClose={() => setEnding(null)}
        >
          Calendar programs that use it get nothing new from now on.
        </Confirm>
      )}
    </Stack>
  );
}

interface LinkRowProps {
  link: CalendarFeed;
  onRevoke?: () => void;
}

function LinkRow({ link, onRevoke }: LinkRowProps) {
  const { locale, zone } = useBusiness();
  const made = dayText(dayOf(link.created_at, zone), locale, "date");
  const whose = link.is_own ? "Your link" : `Link of ${link.made_by}`;
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">
        {whose}, made {made}
      </Text>
      {onRevoke && (
        <Button
          variant="subtle"
          color="red"
          size="compact-sm"
          leftSection={<IconLinkOff size={15} />}
          aria-label={`End: ${whose}`}
          onClick={onRevoke}
        >
          End
        </Button>
      )}
    </Group>
  );
}
