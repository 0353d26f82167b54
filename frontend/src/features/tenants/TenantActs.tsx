import { Button, Group } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { activateTenant, extendTrial, suspendTenant } from "../../api/generated/api";
import type { PlatformTenant } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { useMe } from "../../api/session";
import { MAY, may } from "../../lib/permissions";
import { ConfirmWithReason } from "../../ui/ConfirmWithReason";
import { toast, toastProblem } from "../../ui/toast";
import { PlanDialog } from "./PlanDialog";

const DAY_MS = 86_400_000;
const EXTENDED_BY_DAYS = 14;

/** What the platform may do to a business, as far as this person may. */
export function TenantActs({ tenant }: { tenant: PlatformTenant }) {
  const me = useMe();
  const [asking, setAsking] = useState<"suspend" | "plan" | null>(null);
  const { suspend, activate, extend } = useActs(tenant, () => setAsking(null));
  const mayEdit = may(me, MAY.editTenants);
  const mayPlan = may(me, MAY.changePlans);
  if (!mayEdit && !mayPlan) return null;
  return (
    <Group gap="xs">
      {mayPlan && (
        <Button size="xs" variant="default" onClick={() => setAsking("plan")}>
          Change plan
        </Button>
      )}
      {mayPlan && tenant.status === "trial" && (
        <Button
          size="xs"
          variant="default"
          loading={extend.isPending}
          onClick={() => extend.mutate()}
        >
          Extend trial by {EXTENDED_BY_DAYS} days
        </Button>
      )}
      {mayEdit && tenant.status !== "active" && (
        <Button
          size="xs"
          variant="default"
          aria-label={`Activate ${tenant.name}`}
          loading={activate.isPending}
          onClick={() => activate.mutate()}
        >
          Activate
        </Button>
      )}
      {mayEdit && tenant.status !== "suspended" && (
        <Button
          size="xs"
          variant="light"
          color="red"
          aria-label={`Suspend ${tenant.name}`}
          onClick={() => setAsking("suspend")}
        >
          Suspend
        </Button>
      )}
      {asking === "plan" && <PlanDialog tenant={tenant} onClose={() => setAsking(null)} />}
      {asking === "suspend" && (
        <ConfirmWithReason
          title={`Suspend ${tenant.name}?`}
          act={`Suspend ${tenant.name}`}
          keep="Keep it open"
          needsReason
          isBusy={suspend.isPending}
          onConfirm={(reason) => suspend.mutate(reason)}
          onClose={() => setAsking(null)}
        >
          Its booking page and its team are locked out at once. Nothing is deleted, and it can be
          opened again.
        </ConfirmWithReason>
      )}
    </Group>
  );
}

function useActs(tenant: PlatformTenant, onSuspended: () => void) {
  const client = useQueryClient();
  const after = {
    onError: toastProblem,
    onSettled: () => client.invalidateQueries({ queryKey: keys.platformTenants.all }),
  };
  const { id, version } = tenant;
  const suspend = useMutation({
    mutationFn: (reason: string) => suspendTenant(id, { reason }, ifMatch(version)),
    onSuccess: ({ name }) => {
      onSuspended();
      toast(`${name} is suspended.`);
    },
    ...after,
  });
  const activate = useMutation({
    mutationFn: () => activateTenant(id, ifMatch(version)),
    onSuccess: ({ name }) => toast(`${name} is active.`),
    ...after,
  });
  const extend = useMutation({
    mutationFn: () => {
      const from = Math.max(Date.now(), Date.parse(tenant.trial_ends_at ?? "") || 0);
      const endsAt = new Date(from + EXTENDED_BY_DAYS * DAY_MS).toISOString();
      return extendTrial(id, { ends_at: endsAt }, ifMatch(version));
    },
    onSuccess: ({ name }) => toast(`The trial of ${name} lasts longer.`),
    ...after,
  });
  return { suspend, activate, extend };
}
