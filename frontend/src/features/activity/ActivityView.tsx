import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { getExportActivityUrl, listActivity } from "../../api/generated/api";
import { keys } from "../../api/keys";
import { teamQuery } from "../../api/lists";
import { useBusiness } from "../../api/session";
import { zoneText } from "../../lib/format";
import { roleName } from "../../lib/permissions";
import { ActivityBrowser } from "./ActivityBrowser";

/** Who did what in the business, for its owner. */
export function ActivityView({ children }: { children?: ReactNode }) {
  const { zone, locale } = useBusiness();
  const people = useQuery(teamQuery);
  return (
    <ActivityBrowser
      title="Activity"
      intro={`Who did what, newest first. Times in ${zoneText(Date.now(), zone, locale)}.`}
      emptyTitle="Nothing has happened yet."
      zone={zone}
      locale={locale}
      queryKey={keys.activity.all}
      load={(query, signal) => listActivity(query, { signal })}
      exportUrl={getExportActivityUrl}
      fileName="activity.csv"
      people={(people.data ?? []).map(({ id, name, role }) => ({
        value: id,
        label: `${name} · ${roleName(role)}`,
      }))}
    >
      {children}
    </ActivityBrowser>
  );
}
