import { Button, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { askForErasure, getMyErasure, withdrawErasure } from "../../api/generated/api";
import type { OwnErasureRequest } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness, useMe } from "../../api/session";
import { dayText } from "../../lib/format";
import { dayOf } from "../../lib/zones";
import { Confirm } from "../../ui/Confirm";
import { toast, toastProblem } from "../../ui/toast";
import { Section } from "./Section";

/** A customer asks the business to forget them, sees what it answered, or takes it back. */
export function YourDataSection() {
  const client = useQueryClient();
  const { tenant } = useMe();
  const [isAsking, setAsking] = useState(false);
  const mine = useQuery({
    queryKey: keys.erasures.mine,
    queryFn: ({ signal }) => getMyErasure({ signal }),
  });
  const refresh = () => client.invalidateQueries({ queryKey: keys.erasures.mine });
  const ask = useMutation({
    mutationFn: () => askForErasure(),
    onSuccess: () => toast("The business was told. It has a month to answer."),
    onError: (error) => toastProblem(error),
    onSettled: () => {
      setAsking(false);
      refresh();
    },
  });
  const withdraw = useMutation({
    mutationFn: () => withdrawErasure(),
    onSuccess: () => toast("You took it back. Nothing is erased."),
    onError: (error) => toastProblem(error),
    onSettled: refresh,
  });
  const place = tenant?.name ?? "the business";
  const request = mine.data?.request ?? null;
  const isOpen = request?.state === "open";
  return (
    <Section
      title="Your data"
      lead={`${place} can erase what it knows about you: your account, your answers, your notes. What you signed, and the amounts of past visits, it may have to keep.`}
      action={
        isOpen ? (
          <Button variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            Take it back
          </Button>
        ) : (
          <Button variant="default" disabled={!mine.isSuccess} onClick={() => setAsking(true)}>
            Ask to be erased
          </Button>
        )
      }
    >
      {request && <Outcome request={request} place={place} />}
      {isAsking && (
        <Confirm
          title="Ask to be erased?"
          act="Ask"
          keep="Not now"
          isBusy={ask.isPending}
          onConfirm={() => ask.mutate()}
          onClose={() => setAsking(false)}
        >
          {place} is told by mail and decides. When it erases you, appointments still to come are
          cancelled and you can no longer sign in. That cannot be taken back.
        </Confirm>
      )}
    </Section>
  );
}

function Outcome({ request, place }: { request: OwnErasureRequest; place: string }) {
  const { zone, locale } = useBusiness();
  const day = dayText(dayOf(request.created_at, zone), locale, "date");
  if (request.state === "open") {
    return (
      <Text size="sm" role="status">
        You asked on {day}. {place} has not answered yet.
      </Text>
    );
  }
  if (request.state !== "declined") return null;
  return (
    <Text size="sm" role="status">
      You asked on {day}. {place} answered: {request.answer}
    </Text>
  );
}
