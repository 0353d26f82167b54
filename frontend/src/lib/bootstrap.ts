import type { PublicBusiness } from "../api/generated/api.schemas";

/** What the server knew when it sent the page, so that the first paint needs no request. */
export interface Bootstrap {
  environment: "development" | "test" | "production";
  host_kind: "site" | "platform" | "tenant";
  base_url: string;
  tenant: {
    name: string;
    brand_color: string;
    locale: string;
    time_zone: string;
    currency: string;
    customers_may_register: boolean;
    cancellation_window_hours: number;
    late_fee_percent: number;
    logo_url: string | null;
    shows_our_name: boolean;
  } | null;
  business: PublicBusiness | null;
  /** On the booking page, whether a customer of the business is signed in; `Me` says who. */
  is_customer: boolean;
  demo_accounts: DemoAccount[] | null;
}

export interface DemoAccount {
  role: string;
  label: string;
  sign_in_url: string;
  email?: string;
  host?: string;
}

const NOTHING_SENT: Bootstrap = {
  environment: "production",
  host_kind: "tenant",
  base_url: "/",
  tenant: null,
  business: null,
  is_customer: false,
  demo_accounts: null,
};

export function readBootstrap(root: Document = document): Bootstrap {
  const text = root.getElementById("bootstrap")?.textContent;
  return text ? { ...NOTHING_SENT, ...JSON.parse(text) } : NOTHING_SENT;
}

/** The nonce of this response; styles made at run time must carry it. */
export function readNonce(root: Document = document): string {
  return root.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";
}
