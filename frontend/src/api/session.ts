import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import { deviceZone } from "../lib/zones";
import { getMe } from "./generated/api";
import type { Me } from "./generated/api.schemas";
import { setCsrfToken } from "./http";
import { keys } from "./keys";
import { isProblem } from "./problem";

const COOKIE_MS = 1_000;

async function whoIsIn(signal: AbortSignal): Promise<Me | null> {
  try {
    return await getMe({ signal });
  } catch (error) {
    if (isProblem(error, "not-signed-in")) return null;
    throw error;
  }
}

/** Who is signed in, or null when nobody is. */
export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: async ({ signal, client }): Promise<Me | null> => {
    const found = await whoIsIn(signal);
    if (found || !client.getQueryData(keys.me)) return rememberMe(found);
    // Another tab may be becoming somebody else just now: its new cookie is on its way.
    await new Promise((resolve) => setTimeout(resolve, COOKIE_MS));
    return rememberMe(await whoIsIn(signal));
  },
  staleTime: 5 * 60_000,
  // Another tab may have become somebody else meanwhile.
  refetchOnWindowFocus: "always",
});

/** Keeps the CSRF token beside whoever is signed in now. */
export function rememberMe<T extends Me | null>(me: T): T {
  setCsrfToken(me?.csrf_token ?? null);
  return me;
}

/** The person signed in. Only below the signed-in shell, where there always is one. */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  if (!data) throw new Error("useMe is used outside the signed-in shell");
  return data;
}

/** The business's own zone, locale and currency, beside every time and price on screen. */
export function useBusiness() {
  const { tenant } = useMe();
  return {
    zone: tenant?.time_zone ?? deviceZone(),
    locale: localeFor(tenant),
    currency: tenant?.currency ?? "USD",
  };
}

const localeFor = (tenant: Me["tenant"] | undefined) => tenant?.locale || navigator.language;

/** How the business writes days and times, outside of what is on screen. */
export function localeOf(client: QueryClient): string {
  return localeFor(client.getQueryData<Me | null>(keys.me)?.tenant);
}
