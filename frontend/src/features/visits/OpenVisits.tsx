import { Badge, Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { endVisit, listVisits } from "../../api/generated/api";
import type { VisitItem } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useMe } from "../../api/session";
import { isInPerson, MAY, may } from "../../lib/permissions";
import { useSecondsLeft } from "../../lib/useSecondsLeft";
import { Face } from "../../ui/Face";
import { toast, toastProblem } from "../../ui/toast";
import classes from "./OpenVisits.module.css";
import { roleInWords, timeLeftText } from "./words";

const ASK_AGAIN_MS = 60_000;

/** Who is inside the business or in somebody's place right now; nothing when nobody is. */
export function OpenVisits() {
  const visits = useQuery({
    queryKey: keys.visits.open,
    queryFn: ({ signal }) => listVisits({ state: "open", limit: 50 }, { signal }),
    refetchInterval: ASK_AGAIN_MS,
  });
  const items = visits.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className={classes.visits} aria-label="Visits that are open now">
      <h2 className={classes.title}>Inside now</h2>
      <ul className={classes.list}>
        {items.map((visit) => (
          <OpenVisit key={visit.id} visit={visit} />
        ))}
      </ul>
    </section>
  );
}

function OpenVisit({ visit }: { visit: VisitItem }) {
  const me = useMe();
  const client = useQueryClient();
  const left = useSecondsLeft(visit.expires_at);
  const isUp = left <= 0;
  const { actor, target } = visit;
  const refresh = () => {
    client.invalidateQueries({ queryKey: keys.visits.all });
    client.invalidateQueries({ queryKey: keys.activity.all });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks once, when the time is up
  useEffect(() => {
    if (isUp) refresh();
  }, [isUp]);
  const end = useMutation({
    mutationFn: () => endVisit(visit.id),
    onSuccess: () => toast(`The visit of ${actor.name} is over.`),
    onError: toastProblem,
    onSettled: refresh,
  });
  const mayEnd = may(me, MAY.endVisits) && isInPerson(me);
  return (
    <li className={classes.visit}>
      <Face name={actor.name} />
      <div className={classes.text}>
        <p>
          <strong>{actor.name}</strong> ({roleInWords(actor.role)})
          {target && <> as {target.email}</>}{" "}
          <Badge color={visit.mode === "act" ? "yellow" : "gray"}>
            {visit.mode === "act" ? "may act" : "view only"}
          </Badge>
        </p>
        <p className={classes.reason}>“{visit.reason}”</p>
      </div>
      <span className={classes.left} role="timer">
        {timeLeftText(left)}
      </span>
      {mayEnd && (
        <Button
          size="xs"
          color="red"
          variant="light"
          loading={end.isPending}
          aria-label={`End the visit of ${actor.name} now`}
          onClick={() => end.mutate()}
        >
          End now
        </Button>
      )}
    </li>
  );
}
