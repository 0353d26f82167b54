/** What the API calls the rights that the screens ask about. */
export const MAY = {
  useCalendar: "use_calendar",
  viewAllCalendars: "view_all_calendars",
  book: "book_appointments",
  manageAppointments: "manage_appointments",
  keepAttendance: "keep_attendance",
  overlap: "overlap_appointments",
  manageWaitlist: "manage_waitlist",
  viewCustomers: "view_customers",
  editCustomers: "edit_customers",
  exportCustomers: "export_customers",
  importCustomers: "import_customers",
  mergeCustomers: "merge_customers",
  eraseCustomers: "erase_customers",
  viewReports: "view_reports",
  viewSetup: "view_setup",
  editServices: "edit_services",
  editResources: "edit_resources",
  editLocations: "edit_locations",
  takeTimeOff: "take_time_off",
  viewContracts: "view_contracts",
  sendContracts: "send_contracts",
  editTemplates: "edit_templates",
  viewOwnContracts: "view_own_contracts",
  viewTeam: "view_team",
  invitePeople: "invite_people",
  managePeople: "manage_people",
  changeRoles: "change_roles",
  editRights: "edit_rights",
  transferOwnership: "transfer_ownership",
  editTenant: "edit_tenant",
  manageApiTokens: "manage_api_tokens",
  exportBusiness: "export_business",
  manageWebhooks: "manage_webhooks",
  useAccount: "use_account",
  editDomains: "edit_domains",
  viewBilling: "view_billing",
  shareCalendar: "share_calendar",
  viewOwnBookings: "view_own_bookings",
  viewTenants: "view_tenants",
  editTenants: "edit_tenants",
  viewActivity: "view_activity",
  viewAudit: "view_audit",
  changePlans: "change_plans",
  makeDemos: "make_demos",
  viewAccounts: "view_accounts",
  masquerade: "masquerade",
  enterTenants: "enter_tenants",
  viewVisits: "view_visits",
  endVisits: "end_visits",
  viewGrants: "view_grants",
  grant: "grant_permissions",
} as const;

export type Right = (typeof MAY)[keyof typeof MAY];

/** Rights that change nothing, besides those that are named for it. */
const SHOWING: ReadonlySet<string> = new Set<Right>([
  MAY.useCalendar,
  MAY.useAccount,
  MAY.exportCustomers,
]);

interface Holder {
  permissions: string[];
  visit?: { kind: string; can_write: boolean } | null;
}

/** Whether a screen is theirs to see, be it on a visit that may look only. */
export function maySee(holder: Holder, right: Right): boolean {
  return holder.permissions.includes(right);
}

/**
 * Whether the server refuses their every act: they are in somebody's place, to look only. Whoever enters
 * a business as themselves holds only what shows something, and what they were lent.
 */
export function looksOnly({ visit }: Holder): boolean {
  return visit?.kind === "masquerade" && !visit.can_write;
}

function shows(right: string): boolean {
  return right.startsWith("view_") || SHOWING.has(right);
}

/** Whether it can be done now, where the right is to change something. */
export function may(holder: Holder, right: Right): boolean {
  return maySee(holder, right) && (shows(right) || !looksOnly(holder));
}

/** Whether they came to look only, and were lent a right to change something all the same. */
export function isLent({ permissions, visit }: Holder): boolean {
  return visit?.kind === "entry" && !visit.can_write && permissions.some((right) => !shows(right));
}

/** Whether nobody is in their place: some acts the server takes from the person themselves alone. */
export function isInPerson(holder: Holder): boolean {
  return !holder.visit;
}

const ROLE_NAMES: Record<string, string> = {
  SUPERUSER: "Superuser",
  PLATFORM_MANAGER: "Platform manager",
  PLATFORM_SALES: "Sales",
  PLATFORM_SUPPORT: "Support",
  TENANT_OWNER: "Owner",
  TENANT_MANAGER: "Manager",
  TENANT_STAFF: "Staff",
  CUSTOMER: "Customer",
};

export function roleName(role: string): string {
  return ROLE_NAMES[role] ?? role;
}
