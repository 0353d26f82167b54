/** Every query key, so that a live change names exactly what it made old. */
export const keys = {
  me: ["me"] as const,
  sessions: ["sessions"] as const,
  secondFactor: ["second-factor"] as const,
  emailChange: ["email-change"] as const,
  apiTokens: ["api-tokens"] as const,
  webhooks: {
    all: ["webhooks"] as const,
    messages: (id: string, state: string) => ["webhooks", "messages", id, state] as const,
  },
  tenant: ["tenant"] as const,
  users: {
    all: ["users"] as const,
    team: ["users", "team"] as const,
    customers: (text: string) => ["users", "customers", text] as const,
  },
  invitations: ["invitations"] as const,
  rights: ["rights"] as const,
  plan: ["plan"] as const,
  agenda: ["agenda"] as const,
  calendarLinks: (of: string) => ["calendar-links", of] as const,
  mailTexts: ["mail-texts"] as const,
  mailPreview: (kind: string, text: string) => ["mail-preview", kind, text] as const,
  domains: ["domains"] as const,
  zonePreview: (zone: string) => ["zone-preview", zone] as const,
  appointments: {
    all: ["appointments"] as const,
    range: (from: string, to: string) => ["appointments", "range", from, to] as const,
    one: (id: string) => ["appointments", "one", id] as const,
    series: (id: string) => ["appointments", "series", id] as const,
    participants: (id: string) => ["appointments", "participants", id] as const,
    answers: (id: string, version: number) => ["appointments", "answers", id, version] as const,
    ofCustomer: (id: string) => ["appointments", "customer", id] as const,
    figuresOf: (id: string) => ["appointments", "figures", id] as const,
    pending: ["appointments", "pending"] as const,
    mine: ["appointments", "mine"] as const,
  },
  waitlist: {
    all: ["waitlist"] as const,
    list: (service: string, isOver: boolean) => ["waitlist", "list", service, isOver] as const,
    summary: ["waitlist", "summary"] as const,
    mine: ["waitlist", "mine"] as const,
  },
  slots: {
    all: ["slots"] as const,
    day: (service: string, day: string, zone: string, ...asked: string[]) =>
      ["slots", service, day, zone, ...asked] as const,
    series: (wish: string) => ["slots", "series", wish] as const,
    draft: (asked: string) => ["slots", "draft", asked] as const,
  },
  customers: {
    all: ["customers"] as const,
    search: (text: string, ...filters: string[]) =>
      ["customers", "search", text, ...filters] as const,
    tags: ["customers", "tags"] as const,
    one: (id: string) => ["customers", "one", id] as const,
    merges: (id: string) => ["customers", "merges", id] as const,
  },
  businessExports: ["business-exports"] as const,
  erasures: {
    all: ["erasures"] as const,
    open: ["erasures", "open"] as const,
    mine: ["erasures", "mine"] as const,
    preview: (id: string, version: number) => ["erasures", "preview", id, version] as const,
  },
  customerImports: {
    all: ["customer-imports"] as const,
    latest: ["customer-imports", "latest"] as const,
    one: (id: string) => ["customer-imports", "one", id] as const,
  },
  reports: (asked: object) => ["reports", asked] as const,
  services: { all: ["services"] as const, offered: ["services", "offered"] as const },
  resources: { all: ["resources"] as const, former: ["resources", "former"] as const },
  locations: { all: ["locations"] as const },
  departures: {
    all: ["departures"] as const,
    preview: (resource: string, ...wish: string[]) =>
      ["departures", "preview", resource, ...wish] as const,
    of: (resource: string) => ["departures", "of", resource] as const,
    deletion: (resource: string) => ["deletion", resource] as const,
    one: (id: string) => ["departures", "one", id] as const,
    leftBehind: (id: string, state: string) => ["departures", "left-behind", id, state] as const,
  },
  hours: {
    all: ["hours"] as const,
    working: (from: string, to: string) => ["hours", "working", from, to] as const,
    overrides: (resource: string) => ["hours", "overrides", resource] as const,
    timeOff: (resource: string) => ["hours", "time-off", resource] as const,
    busySources: (resource: string) => ["hours", "busy-sources", resource] as const,
    closures: ["hours", "closures"] as const,
    affected: (of: string, from: string, to: string) =>
      ["hours", "affected", of, from, to] as const,
  },
  contracts: {
    all: ["contracts"] as const,
    search: (state: string, text: string) => ["contracts", "search", state, text] as const,
    one: (id: string) => ["contracts", "one", id] as const,
    events: (id: string) => ["contracts", "events", id] as const,
    /** Not made old by live changes: a new address would load the whole PDF again. */
    document: (id: string, edition: string) => ["contract-document", id, edition] as const,
    preview: (id: string, signer: string, version: number) =>
      ["contracts", "preview", id, signer, version] as const,
    naming: (id: string, signer: string, version: number) =>
      ["contracts", "naming", id, signer, version] as const,
    of: (kind: "appointment" | "customer", id: string) => ["contracts", kind, id] as const,
    mine: ["contracts", "mine"] as const,
    ofService: (id: string) => ["contracts", "service", id] as const,
  },
  bulkSends: {
    all: ["bulk-sends"] as const,
    list: ["bulk-sends", "list"] as const,
    one: (id: string) => ["bulk-sends", "one", id] as const,
  },
  templates: {
    all: ["templates"] as const,
    search: (isArchived: boolean, text: string) =>
      ["templates", "search", isArchived, text] as const,
    usable: ["templates", "usable"] as const,
    one: (id: string) => ["templates", "one", id] as const,
    /** As with contracts: the PDF stays while its fields are edited. */
    document: (id: string, edition: string) => ["template-document", id, edition] as const,
    formFields: (id: string, edition: string) =>
      ["template-document", id, edition, "form-fields"] as const,
  },
  visits: {
    all: ["visits"] as const,
    open: ["visits", "open"] as const,
  },
  grants: { all: ["grants"] as const, lendable: ["lendable"] as const },
  platformStaff: ["platform-staff"] as const,
  platformUsers: {
    all: ["platform-users"] as const,
    search: (text: string, tenant: string) => ["platform-users", text, tenant] as const,
  },
  activity: {
    all: ["activity"] as const,
    of: (kind: string, id: string) => ["activity", kind, id] as const,
  },
  platformAudit: { all: ["platform-audit"] as const },
  platformTenants: {
    all: ["platform-tenants"] as const,
    search: (text: string) => ["platform-tenants", text] as const,
    one: (id: string) => ["platform-tenants", "one", id] as const,
    demo: (id: string) => ["platform-tenants", "demo", id] as const,
  },
};
