import { useMutation, useQueryClient } from "@tanstack/react-query";
import { changeRole, deactivateUser, reactivateUser } from "../../api/generated/api";
import type { Role, UserItem } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { roleName } from "../../lib/permissions";
import { toast, toastProblem, toastWithUndo } from "../../ui/toast";

/** What can be done to a person at once; each act says what it did. */
export function usePersonActs() {
  const client = useQueryClient();
  const after = {
    onError: toastProblem,
    onSettled: () => {
      client.invalidateQueries({ queryKey: keys.users.all });
      client.invalidateQueries({ queryKey: keys.invitations });
    },
  };
  const giveRole = useMutation({
    mutationFn: ({ person, role }: { person: UserItem; role: Role["role"] }) =>
      changeRole(person.id, { role }, ifMatch(person.version)),
    onSuccess: (changed, { person }) =>
      toastWithUndo(`${changed.name} is ${roleName(changed.role).toLowerCase()} now.`, () =>
        giveRole.mutate({ person: changed, role: person.role as Role["role"] }),
      ),
    ...after,
  });
  const hire = useMutation({
    mutationFn: (person: UserItem) =>
      changeRole(person.id, { role: "TENANT_STAFF" }, ifMatch(person.version)),
    onSuccess: ({ name }) => toast(`${name} is staff now, under People.`),
    ...after,
  });
  const deactivate = useMutation({
    mutationFn: (person: UserItem) => deactivateUser(person.id, ifMatch(person.version)),
    onSuccess: ({ name }) => toast(`${name} is signed out and cannot come in.`),
    ...after,
  });
  const reactivate = useMutation({
    mutationFn: (person: UserItem) => reactivateUser(person.id, ifMatch(person.version)),
    onSuccess: ({ name }) => toast(`${name} may sign in again.`),
    ...after,
  });
  return { giveRole, hire, deactivate, reactivate };
}
