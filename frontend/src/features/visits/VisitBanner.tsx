import { Button } from "@mantine/core";
import { IconEye, IconPencil } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { stopVisit } from "../../api/generated/api";
import type { Me, MeVisit } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useMe } from "../../api/session";
import { leaveFor } from "../../lib/leaveFor";
import { useSecondsLeft } from "../../lib/useSecondsLeft";
import { wayBack } from "../../lib/wayBack";
import { toastProblem } from "../../ui/toast";
import classes from "./VisitBanner.module.css";
import { MODES, modeOf, roleInWords, timeLeftText, visitText, warningText } from "./words";

/** On every page while one is somebody else or inside a business: who, for how long, and Stop. */
export function VisitBanner() {
  const me = useMe();
  return me.visit ? <Banner me={me} visit={me.visit} /> : null;
}

function Banner({ me, visit }: { me: Me; visit: MeVisit }) {
  const client = useQueryClient();
  const left = useSecondsLeft(visit.expires_at);
  const isUp = left <= 0;
  useEffect(() => {
    // The database's clock decides; ours only says when to ask.
    if (isUp) client.invalidateQueries({ queryKey: keys.me });
  }, [isUp, client]);
  const stop = useMutation({
    mutationFn: () => stopVisit(),
    onSuccess: ({ url }) => leaveFor(wayBack(url)),
    onError: toastProblem,
  });
  const Icon = visit.can_write ? IconPencil : IconEye;
  return (
    <section className={classes.banner} aria-label="Visit" data-mode={visit.mode}>
      <span role="status" className="visually-hidden">
        {visitText(me)} {warningText(left)}
      </span>
      <Icon className={classes.icon} size={18} stroke={1.8} aria-hidden="true" />
      <p className={classes.who}>
        <Identity me={me} visit={visit} />
      </p>
      <span className={classes.left} role="timer">
        {timeLeftText(left)}
      </span>
      <Button
        size="compact-sm"
        color="dark"
        className={classes.stop}
        loading={stop.isPending}
        onClick={() => stop.mutate()}
      >
        Stop
      </Button>
    </section>
  );
}

function Identity({ me, visit }: { me: Me; visit: MeVisit }) {
  const place = me.tenant?.name ?? "Platform";
  const really = (
    <>
      {visit.actor.name} ({roleInWords(visit.actor.role)})
    </>
  );
  const mode = <span className={classes.mode}>{MODES[modeOf(me)].label}</span>;
  if (visit.kind === "entry") {
    return (
      <>
        You are inside <strong>{place}</strong> as {really} {mode}
      </>
    );
  }
  return (
    <>
      You are <strong>{me.user.name}</strong>, really {really}{" "}
      <span className={classes.place}>· {place}</span> {mode}
    </>
  );
}
