import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  getExportPlatformAuditUrl,
  listPlatformAudit,
  listPlatformTenants,
} from "../../api/generated/api";
import { keys } from "../../api/keys";
import { useBusiness, useMe } from "../../api/session";
import { useSearched } from "../../ui/useSearched";
import { ActivityBrowser } from "./ActivityBrowser";

const ZONE = "UTC";

/** Who did what on the platform and in the businesses that one may see. */
export function PlatformAuditView() {
  const { user } = useMe();
  const { locale } = useBusiness();
  const [text, setText] = useState("");
  const search = useSearched(text);
  const businesses = useQuery({
    queryKey: [...keys.platformTenants.search(search), "choices"],
    queryFn: ({ signal }) => listPlatformTenants({ q: search || undefined, limit: 20 }, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <ActivityBrowser
      title="Audit"
      intro="Who did what, newest first. Days and times in UTC."
      emptyTitle="Nothing that you may see has happened yet."
      zone={ZONE}
      locale={locale}
      queryKey={keys.platformAudit.all}
      load={(query, signal) => listPlatformAudit(query, { signal })}
      exportUrl={getExportPlatformAuditUrl}
      fileName="audit.csv"
      people={[{ value: user.id, label: `${user.name} · you` }]}
      businesses={(businesses.data?.items ?? []).map(({ id, name }) => ({
        value: id,
        label: name,
      }))}
      onSearchBusiness={setText}
    />
  );
}
