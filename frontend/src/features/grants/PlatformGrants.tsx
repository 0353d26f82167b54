import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  createPlatformGrant,
  listPlatformGrants,
  listPlatformStaff,
  listPlatformTenants,
  revokePlatformGrants,
} from "../../api/generated/api";
import { keys } from "../../api/keys";
import { everyPage } from "../../api/lists";
import { useSearched } from "../../ui/useSearched";
import { GrantForm } from "./GrantForm";
import { GrantsList } from "./GrantsList";

/** Superusers and managers lend to support, inside one business. */
export function PlatformGrants() {
  const [isLending, setLending] = useState(false);
  return (
    <GrantsList
      load={(query, signal) => listPlatformGrants(query, { signal })}
      revoke={(ids) => revokePlatformGrants({ ids })}
      onLend={() => setLending(true)}
    >
      {isLending && <Form onClose={() => setLending(false)} />}
    </GrantsList>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const search = useSearched(text);
  const businesses = useQuery({
    queryKey: [...keys.platformTenants.search(search), "choices"],
    queryFn: ({ signal }) => listPlatformTenants({ q: search || undefined, limit: 20 }, { signal }),
    placeholderData: keepPreviousData,
  });
  const staff = useQuery({
    queryKey: keys.platformStaff,
    queryFn: ({ signal }) =>
      everyPage((after) => listPlatformStaff({ after, limit: 100 }, { signal })),
  });
  const support = (staff.data ?? [])
    .filter(({ role, is_active }) => is_active && role === "PLATFORM_SUPPORT")
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <GrantForm
      people={support}
      nobodyHint="Only support staff can be chosen; there is nobody yet."
      businesses={(businesses.data?.items ?? []).map(({ id, name }) => ({
        value: id,
        label: name,
      }))}
      onSearchBusiness={setText}
      create={(values) =>
        createPlatformGrant({
          tenant_id: values.tenant_id ?? "",
          grantee_id: values.grantee_id ?? "",
          action: values.action ?? "",
          reason: values.reason.trim(),
          duration_minutes: Number(values.duration_minutes),
        })
      }
      onClose={onClose}
    />
  );
}
