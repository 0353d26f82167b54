import { useEffect, useState } from "react";
import { checkSubdomain } from "../../api/generated/api";
import type { Subdomain } from "../../api/generated/api.schemas";
import { useLoad } from "../../lib/useLoad";

const REST_MS = 300;
const WELL_FORMED = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** "Bella's Salon" becomes "bellas-salon". */
export function subdomainFrom(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 63);
}

/** Asks whether the address is free, once the keys have rested. */
export function useSubdomainCheck(value: string): Subdomain | null {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  const isWorthAsking = rested === value && WELL_FORMED.test(rested);
  const answer = useLoad(isWorthAsking ? rested : null, (signal) =>
    checkSubdomain({ value: rested }, { signal }),
  );
  return answer.data;
}
