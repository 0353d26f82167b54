import { Select, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getAgenda, setAgenda } from "../../api/generated/api";
import type { Agenda } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness, useMe } from "../../api/session";
import { momentText, timeText } from "../../lib/format";
import { looksOnly } from "../../lib/permissions";
import { LooksOnly } from "../../ui/LooksOnly";
import { ErrorState, LoadingRows } from "../../ui/States";
import { toast, toastProblem } from "../../ui/toast";

const NEVER = "never";

/** Whether one's day comes by mail, and at which hour. */
export function AgendaChoice({ zone }: { zone: string }) {
  const me = useMe();
  const { locale } = useBusiness();
  const client = useQueryClient();
  const agenda = useQuery({
    queryKey: keys.agenda,
    queryFn: ({ signal }) => getAgenda({ signal }),
  });
  const save = useMutation({
    mutationFn: (hour: number | null) => setAgenda({ hour }),
    onSuccess: (saved) => {
      client.setQueryData(keys.agenda, saved);
      toast(saved.hour === null ? "No daily mail any more." : "Your day comes by mail.");
    },
    onError: toastProblem,
  });
  if (agenda.isPending) return <LoadingRows rows={1} />;
  if (agenda.isError) return <ErrorState error={agenda.error} onRetry={agenda.refetch} />;
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    value: String(hour),
    label: timeText(Date.UTC(2026, 0, 1, hour), "UTC", locale),
  }));
  const { hour } = agenda.data;
  return (
    <>
      <Select
        label="My day by mail"
        description="What is booked for you that day. On a free day there is no mail."
        allowDeselect={false}
        disabled={save.isPending}
        readOnly={looksOnly(me)}
        data={[{ value: NEVER, label: "Never" }, ...hours]}
        value={hour === null ? NEVER : String(hour)}
        onChange={(value) => save.mutate(value === NEVER ? null : Number(value))}
      />
      <LooksOnly />
      <NextMail agenda={agenda.data} zone={zone} locale={locale} />
    </>
  );
}

function NextMail({ agenda, zone, locale }: { agenda: Agenda; zone: string; locale: string }) {
  if (!agenda.next_at) return null;
  return (
    <Text size="xs" c="dimmed" role="status">
      Next: {momentText(agenda.next_at, zone, locale)}
    </Text>
  );
}
