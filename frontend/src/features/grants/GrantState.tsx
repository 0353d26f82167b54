import { Badge } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { GrantItem } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness } from "../../api/session";
import { momentText } from "../../lib/format";
import { useSecondsLeft } from "../../lib/useSecondsLeft";

/** "29:41" */
export function clockText(seconds: number): string {
  const parts = [Math.floor(seconds / 60), seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

/** Active with the time that is left, expired or revoked; expires on screen as it does in fact. */
export function GrantState({ grant }: { grant: GrantItem }) {
  const client = useQueryClient();
  const { zone, locale } = useBusiness();
  const left = useSecondsLeft(grant.expires_at);
  const isActive = grant.state === "active" && left > 0;
  const isUp = grant.state === "active" && left <= 0;
  useEffect(() => {
    if (isUp) client.invalidateQueries({ queryKey: keys.grants.all });
  }, [isUp, client]);
  if (isActive) {
    return (
      <Badge color="green" role="timer" className="tabular">
        Active · {clockText(left)} left
      </Badge>
    );
  }
  const when = grant.revoked_at ?? grant.expires_at;
  return (
    <Badge color="gray" title={momentText(when, zone, locale)}>
      {grant.state === "revoked" ? "Revoked" : "Expired"}
    </Badge>
  );
}
