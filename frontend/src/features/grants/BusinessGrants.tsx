import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { createGrant, listGrants, listVisits, revokeGrants } from "../../api/generated/api";
import { keys } from "../../api/keys";
import { teamQuery } from "../../api/lists";
import { roleName } from "../../lib/permissions";
import { GrantForm, type GrantValues } from "./GrantForm";
import { GrantsList } from "./GrantsList";

const BORROWERS = ["TENANT_MANAGER", "TENANT_STAFF"];

/** The owner lends to colleagues, and to platform staff who are inside. */
export function BusinessGrants() {
  const [isLending, setLending] = useState(false);
  return (
    <GrantsList
      load={(query, signal) => listGrants(query, { signal })}
      revoke={(ids) => revokeGrants({ ids })}
      onLend={() => setLending(true)}
    >
      {isLending && <Form onClose={() => setLending(false)} />}
    </GrantsList>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const users = useQuery(teamQuery);
  const visits = useQuery({
    queryKey: keys.visits.open,
    queryFn: ({ signal }) => listVisits({ state: "open", limit: 50 }, { signal }),
  });
  const colleagues = (users.data ?? [])
    .filter(({ role, is_active }) => is_active && BORROWERS.includes(role))
    .map(({ id, name, role }) => ({ value: id, label: `${name} · ${roleName(role)}` }));
  const inside = new Map(
    (visits.data?.items ?? [])
      .filter(({ kind, actor }) => kind === "entry" && actor.realm === "platform")
      .map(({ actor }) => [actor.id, `${actor.name} · SmoothSchedule, inside now`]),
  );
  const staff = [...inside].map(([value, label]) => ({ value, label }));
  const create = (values: GrantValues) =>
    createGrant({
      grantee_id: values.grantee_id ?? "",
      grantee_realm: inside.has(values.grantee_id ?? "") ? "platform" : "tenant",
      action: values.action ?? "",
      reason: values.reason.trim(),
      duration_minutes: Number(values.duration_minutes),
    });
  return (
    <GrantForm
      people={[...staff, ...colleagues]}
      nobodyHint="Managers, staff and whoever visits from SmoothSchedule can be chosen; there is nobody yet."
      create={create}
      onClose={onClose}
    />
  );
}
