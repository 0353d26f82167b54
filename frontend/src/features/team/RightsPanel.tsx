import { Switch, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRights, setRights } from "../../api/generated/api";
import type { OpenedRights, Rights } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { useMe } from "../../api/session";
import { MAY, may } from "../../lib/permissions";
import { LooksOnly } from "../../ui/LooksOnly";
import { ErrorState, LoadingRows } from "../../ui/States";
import { toastProblem, toastWithUndo } from "../../ui/toast";
import classes from "./Team.module.css";

const HEADINGS: Record<string, string> = {
  TENANT_MANAGER: "Managers may also",
  TENANT_STAFF: "Staff may also",
};

function bodyOf({ roles, customers_may_register }: Rights): OpenedRights {
  const opened = roles.map(({ role, rights }) => [
    role,
    rights.filter(({ is_open }) => is_open).map(({ permission }) => permission),
  ]);
  return { opened: Object.fromEntries(opened), customers_may_register };
}

function withRight(rights: Rights, role: string, permission: string, is_open: boolean): Rights {
  const roles = rights.roles.map((each) =>
    each.role === role
      ? {
          ...each,
          rights: each.rights.map((right) =>
            right.permission === permission ? { ...right, is_open } : right,
          ),
        }
      : each,
  );
  return { ...rights, roles };
}

/** What an owner opens beyond a role's own line; each switch counts at once. */
export function RightsPanel() {
  const me = useMe();
  const client = useQueryClient();
  const rights = useQuery({
    queryKey: keys.rights,
    queryFn: ({ signal }) => getRights({ signal }),
  });
  const save = useMutation({
    mutationFn: (next: Rights) => setRights(bodyOf(next), ifMatch(next.version)),
    onMutate: (next) => {
      const before = client.getQueryData<Rights>(keys.rights);
      client.setQueryData(keys.rights, next);
      return { before };
    },
    onSuccess: (saved, _, { before }) => {
      client.setQueryData(keys.rights, saved);
      client.invalidateQueries({ queryKey: keys.tenant });
      client.invalidateQueries({ queryKey: keys.me });
      if (!before) return;
      toastWithUndo("Saved. It counts from everybody's next click on.", () =>
        save.mutate({ ...before, version: saved.version }),
      );
    },
    onError: (error, _, kept) => {
      client.setQueryData(keys.rights, kept?.before);
      client.invalidateQueries({ queryKey: keys.rights });
      toastProblem(error);
    },
  });
  if (rights.isPending) return <LoadingRows />;
  if (!rights.data) return <ErrorState error={rights.error} onRetry={rights.refetch} />;
  const now = rights.data;
  const isLocked = save.isPending || !may(me, MAY.editRights);
  return (
    <div className={classes.rights}>
      <LooksOnly />
      {now.roles.map(({ role, rights: lines }) => (
        <section key={role} aria-labelledby={role}>
          <Text component="h2" id={role} fw={620} mt="lg">
            {HEADINGS[role] ?? role}
          </Text>
          {lines.map(({ permission, meaning, is_open }) => (
            <Switch
              key={permission}
              className={classes.right}
              classNames={{ label: classes.meaning, track: classes.track }}
              label={meaning}
              labelPosition="left"
              checked={is_open}
              disabled={isLocked}
              styles={{ body: { justifyContent: "space-between" } }}
              onChange={(event) =>
                save.mutate(withRight(now, role, permission, event.currentTarget.checked))
              }
            />
          ))}
        </section>
      ))}
      <section aria-labelledby="customers-may">
        <Text component="h2" id="customers-may" fw={620} mt="lg">
          Customers may
        </Text>
        <Switch
          className={classes.right}
          classNames={{ label: classes.meaning, track: classes.track }}
          label="Make an account themselves, confirmed by mail. Otherwise only by invitation."
          labelPosition="left"
          checked={now.customers_may_register}
          disabled={isLocked}
          styles={{ body: { justifyContent: "space-between" } }}
          onChange={(event) =>
            save.mutate({ ...now, customers_may_register: event.currentTarget.checked })
          }
        />
      </section>
    </div>
  );
}
