import type { Signing, SigningField } from "../src/api/generated/api.schemas";
import { api, HttpResponse, http, problem, server } from "./server";

/** Below Vera's link. */
export const at = (path = "") => api(`/signing/secret${path}`);

/** Serves her link: what she is shown is `view`, what she answers is in `saved`. */
export function serveSigning() {
  const served = { view: signing(), saved: {} as Record<string, unknown> };
  server.use(
    http.get(at(), () => HttpResponse.json(served.view)),
    http.post(at("/ticket"), () => problem(503, "unavailable", "Away.")),
    http.post(at("/open"), () => new HttpResponse(null, { status: 204 })),
    http.put(at("/values/:field"), async ({ request, params }) => {
      const { value } = (await request.json()) as { value: unknown };
      served.saved[String(params.field)] = value;
      const version = 1 + Object.keys(served.saved).length;
      return HttpResponse.json({ value, version, progress: served.view.progress });
    }),
    http.post(at("/images"), () =>
      HttpResponse.json({ id: "i1", url: "/signature.png", width_px: 9, height_px: 9 }),
    ),
  );
  return served;
}

export function signingField(id: string, more: Partial<SigningField> = {}): SigningField {
  return {
    id,
    type: "text",
    role: "client",
    is_mine: true,
    label: id,
    is_required: true,
    page: 0,
    x: 0.1,
    y: 0.1,
    w: 0.3,
    h: 0.03,
    ...more,
  };
}

/** Vera is asked by Ana to sign; Ben comes after her. */
export function signing(more: Partial<Signing> = {}): Signing {
  return {
    can_sign: true,
    reason: null,
    in_place_of: [],
    renewal: null,
    business: {
      name: "Northside Studio",
      logo_url: null,
      brand_color: "#5250d6",
      time_zone: "America/New_York",
      locale: "en-US",
    },
    contract: {
      number: "C-2026-0007",
      title: "Service agreement",
      message: "Please sign before Friday.",
      state: "sent",
      version: 3,
      sender_name: "Ana Reyes",
      sent_at: "2026-11-25T15:00:00Z",
      expires_at: "2026-12-03T22:00:00Z",
      completed_at: null,
      time_zone: "America/New_York",
      locale: "en-US",
      end_reason: null,
      pages: [{ width_pt: 612, height_pt: 792 }],
      document_sha256: "ab".repeat(32),
      edition: 0,
    },
    signer: {
      id: "s1",
      name: "Vera Visitor",
      email_hint: "v…@example.com",
      kind: "signer",
      role_name: "Client",
      state: "notified",
      version: 1,
      color: "#5250d6",
      routing_order: 1,
      signed_at: null,
      is_in_person: false,
    },
    others: [
      {
        name: "Ben Costa",
        role_name: "Stylist",
        kind: "signer",
        state: "waiting",
        routing_order: 2,
        signed_at: null,
      },
    ],
    consent: {
      is_given: true,
      version: "2026-11",
      language: "en",
      text: "I agree to sign electronically.",
      languages: ["en", "de"],
      texts: {
        en: "I agree to sign electronically.",
        de: "Ich unterschreibe elektronisch.",
      },
    },
    verification: { is_required: false, is_done: true, email_hint: "v…@example.com" },
    fields: [
      signingField("phone", { label: "Phone", validation: { pattern: "phone" } }),
      signingField("pet", { label: "I bring a dog", type: "checkbox", is_required: false, y: 0.2 }),
      signingField("breed", {
        label: "Which breed?",
        condition: { field: "pet", is: "equals", value: true },
        y: 0.3,
      }),
      signingField("sign", { label: "Signature", type: "signature", y: 0.4, h: 0.06 }),
      signingField("staff", { label: "Stylist", type: "signature", is_mine: false, y: 0.6 }),
    ],
    values: {},
    images: {},
    files: {},
    progress: { required: 2, done: 0, missing: [] },
    remembered: { may_remember: false, signature: null, initials: null },
    download: { state: "none", url: null },
    ...more,
  };
}
