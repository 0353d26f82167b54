import type {
  ContractDetail,
  ContractDetailSigner,
  ContractEvent,
  ContractField,
  ContractRole,
  ContractTemplate,
} from "../src/api/generated/api.schemas";

const FRAME = { width_pt: 612, height_pt: 792 };

export const ROLES: ContractRole[] = [
  { key: "client", name: "Client", party: "customer", kind: "signer", routing_order: 1 },
  { key: "studio", name: "Studio", party: "staff", kind: "signer", routing_order: 2 },
];

export function contractField(id: string, more: Partial<ContractField> = {}): ContractField {
  return {
    id,
    type: "signature",
    role: "client",
    label: "Your signature",
    page: 0,
    x: 0.1,
    y: 0.8,
    w: 0.3,
    h: 0.06,
    is_required: true,
    placeholder: null,
    options: null,
    boxes: null,
    validation: null,
    condition: null,
    default: null,
    prefill: null,
    font_size_pt: null,
    align: "start",
    ...more,
  };
}

export function template(more: Partial<ContractTemplate> = {}): ContractTemplate {
  return {
    id: "t1",
    name: "Waiver",
    description: "",
    kind: "pdf",
    roles: ROLES,
    fields: [contractField("f_sign")],
    body: null,
    settings: {
      expires_in_days: 14,
      remind_every_days: 3,
      requires_code: false,
      is_in_order: true,
    },
    frames: [FRAME, FRAME],
    preflight: {
      state: "ready",
      code: null,
      sentence: null,
      progress: 100,
      file_name: "waiver.pdf",
    },
    has_document: true,
    is_ready: true,
    gaps: [],
    is_archived: false,
    version: 4,
    created_at: "2026-11-20T10:00:00Z",
    updated_at: "2026-11-21T10:00:00Z",
    ...more,
  };
}

export function signer(id: string, more: Partial<ContractDetailSigner> = {}): ContractDetailSigner {
  return {
    id,
    role_key: "client",
    role_name: "Client",
    kind: "signer",
    party: "customer",
    name: "Ann Archer",
    email: "ann@guests.example",
    user_id: null,
    customer_id: "c1",
    routing_order: 1,
    state: "notified",
    notified_at: "2026-11-24T15:00:00Z",
    viewed_at: null,
    signed_at: null,
    declined_at: null,
    decline_reason: null,
    requires_code: false,
    is_in_person: false,
    reminded_at: null,
    in_place_of: [],
    ...more,
  };
}

export function contract(more: Partial<ContractDetail> = {}): ContractDetail {
  return {
    id: "k1",
    number: "C-2026-0001",
    title: "Waiver",
    message: "",
    state: "sent",
    version: 7,
    template: { id: "t1", name: "Waiver", number: 1 },
    customer_id: "c1",
    customer_name: "Ann Archer",
    appointment_id: null,
    signers: [
      signer("s1"),
      signer("s2", {
        role_key: "studio",
        role_name: "Studio",
        party: "staff",
        name: "Ana Reyes",
        email: "ana@example.com",
        user_id: "u1",
        customer_id: null,
        routing_order: 2,
        state: "waiting",
        notified_at: null,
      }),
    ],
    sent_at: "2026-11-24T15:00:00Z",
    expires_at: "2026-12-08T15:00:00Z",
    completed_at: null,
    ended_at: null,
    policy: null,
    deadline_at: null,
    end_reason: null,
    progress: { signed: 0, total: 2 },
    document_sha256: "0f".repeat(32),
    has_sealed_pdf: false,
    seal_error: null,
    timestamp_state: "none",
    can: {
      send: false,
      remind: true,
      void: true,
      correct: true,
      again: false,
      retry_seal: false,
      delete: false,
    },
    created_at: "2026-11-24T14:00:00Z",
    roles: ROLES,
    fields: [contractField("f_sign")],
    frames: [FRAME],
    former: null,
    successors: [],
    values: {},
    expires_in_days: 14,
    remind_every_days: 3,
    ...more,
  };
}

/** What happened, one by each of two people of the team. */
export const EVENTS: ContractEvent[] = [
  {
    number: 1,
    kind: "sent",
    at: "2026-11-24T15:00:00Z",
    signer_id: null,
    user_id: "u1",
    name: "Ana Reyes",
    by: "Ana Reyes",
    sentence: "Ana Reyes sent it.",
    ip: null,
  },
  {
    number: 2,
    kind: "reminded",
    at: "2026-11-25T15:00:00Z",
    signer_id: "s1",
    user_id: "u2",
    name: "Vera Visitor",
    by: "Bo Park",
    sentence: "Vera Visitor was reminded.",
    ip: null,
  },
];
