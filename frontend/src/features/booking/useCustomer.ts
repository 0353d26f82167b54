import { getMe } from "../../api/generated/api";
import { setCsrfToken } from "../../api/http";
import { useLoad } from "../../lib/useLoad";

/** Where a customer who is signed in has all their bookings. */
export const OWN_BOOKINGS = "/app/bookings";

export interface Customer {
  name: string;
  email: string;
}

/** The customer who is signed in, where the page was sent to one; whoever has signed out since,
 * or cannot be asked for, is a guest like others. */
export function useCustomer(isCustomer: boolean): { customer: Customer | null; isKnown: boolean } {
  const { data, isLoading } = useLoad(isCustomer ? "me" : null, async (signal) => {
    const me = await getMe({ signal });
    setCsrfToken(me.csrf_token);
    return me.user;
  });
  return { customer: data, isKnown: !isLoading };
}
