import {
  IconBuildingStore,
  IconCalendarEvent,
  IconCalendarTime,
  IconChartBar,
  IconHistory,
  IconHourglass,
  IconKey,
  IconListCheck,
  IconMapPin,
  IconScissors,
  IconSettings,
  IconSignature,
  IconSun,
  IconTicket,
  IconUserSearch,
  IconUsers,
  IconUsersGroup,
  type TablerIcon,
} from "@tabler/icons-react";
import type { Me } from "../api/generated/api.schemas";
import { MAY, maySee, type Right } from "../lib/permissions";

export interface NavigationItem {
  path: string;
  label: string;
  icon: TablerIcon;
  right: Right;
  /** Pressed after "g". */
  letter: string;
  /** Only for whoever has a calendar of their own. */
  isOwnCalendar?: boolean;
}

const ITEMS: NavigationItem[] = [
  {
    path: "/app/today",
    label: "Today",
    icon: IconSun,
    right: MAY.useCalendar,
    letter: "d",
  },
  {
    path: "/app/schedule",
    label: "Schedule",
    icon: IconCalendarEvent,
    right: MAY.useCalendar,
    letter: "s",
  },
  {
    path: "/app/my-day",
    label: "My day",
    icon: IconListCheck,
    right: MAY.useCalendar,
    letter: "m",
    isOwnCalendar: true,
  },
  {
    path: "/app/waitlist",
    label: "Waitlist",
    icon: IconHourglass,
    right: MAY.manageWaitlist,
    letter: "w",
  },
  {
    path: "/app/customers",
    label: "Customers",
    icon: IconUsers,
    right: MAY.viewCustomers,
    letter: "c",
  },
  {
    path: "/app/contracts",
    label: "Contracts",
    icon: IconSignature,
    right: MAY.viewContracts,
    letter: "k",
  },
  {
    path: "/app/services",
    label: "Services",
    icon: IconScissors,
    right: MAY.viewSetup,
    letter: "e",
  },
  {
    path: "/app/resources",
    label: "Staff and rooms",
    icon: IconCalendarTime,
    right: MAY.viewSetup,
    letter: "r",
  },
  {
    path: "/app/locations",
    label: "Locations",
    icon: IconMapPin,
    right: MAY.viewSetup,
    letter: "l",
  },
  {
    path: "/app/reports",
    label: "Reports",
    icon: IconChartBar,
    right: MAY.viewReports,
    letter: "v",
  },
  { path: "/app/team", label: "Team", icon: IconUsersGroup, right: MAY.viewTeam, letter: "t" },
  {
    path: "/app/activity",
    label: "Activity",
    icon: IconHistory,
    right: MAY.viewActivity,
    letter: "a",
  },
  {
    path: "/app/settings",
    label: "Settings",
    icon: IconSettings,
    right: MAY.editTenant,
    letter: "o",
  },
  {
    path: "/app/bookings",
    label: "My bookings",
    icon: IconTicket,
    right: MAY.viewOwnBookings,
    letter: "b",
  },
  {
    path: "/app/my-contracts",
    label: "My contracts",
    icon: IconSignature,
    right: MAY.viewOwnContracts,
    letter: "k",
  },
  {
    path: "/app/tenants",
    label: "Businesses",
    icon: IconBuildingStore,
    right: MAY.viewTenants,
    letter: "b",
  },
  {
    path: "/app/users",
    label: "People",
    icon: IconUserSearch,
    right: MAY.viewAccounts,
    letter: "p",
  },
  { path: "/app/grants", label: "Grants", icon: IconKey, right: MAY.viewGrants, letter: "n" },
  { path: "/app/audit", label: "Audit", icon: IconHistory, right: MAY.viewAudit, letter: "a" },
];

/** The screens this person may open, the first one being home. */
export function navigationOf(me: Me): NavigationItem[] {
  return ITEMS.filter(
    ({ right, isOwnCalendar }) => maySee(me, right) && (!isOwnCalendar || !!me.user.resource_id),
  );
}

const PHONE_TABS = 2;

/** What stays in reach of the thumb: the first screens, and one's own day, which is made for the phone. */
export function phoneTabsOf(items: NavigationItem[]): NavigationItem[] {
  return items.filter(({ isOwnCalendar }, at) => at < PHONE_TABS || isOwnCalendar);
}
