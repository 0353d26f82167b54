import { list, nobody, theyOnlyLook } from "../../test/looking";
import { tenant } from "../../test/render";
import { AccountView } from "../features/account/AccountView";
import { LogoField } from "../features/branding/LogoField";
import { CalendarLinks } from "../features/calendar-links/CalendarLinks";
import { CustomersView } from "../features/customers/CustomersView";
import { DomainsView } from "../features/domains/DomainsView";
import { WidgetSites } from "../features/settings/WidgetSites";
import { TeamView } from "../features/team/TeamView";

const customer = {
  id: "c1",
  name: "Ann Archer",
  email: "ann@guests.example",
  phone: null,
  time_zone: null,
  notes: "",
  tags: [],
  status: "active",
  erased_at: null,
  version: 3,
  created_at: "2026-11-01T10:00:00Z",
};
const figures = { visits: 4, missed: 1, cancelled: 2, upcoming: 0, last_visit_at: null, spend: [] };
const person = {
  id: "u3",
  name: "Sue Staff",
  role: "TENANT_STAFF",
  email: "sue@example.com",
  is_active: true,
  last_sign_in_at: null,
  calendar: null,
  version: 3,
};
const domain = {
  id: "d1",
  host: "book.example.com",
  verified_at: null,
  checked_at: null,
  finding: null,
  is_pointed_here: false,
  failures: 0,
  url: "https://book.example.com",
  records: [],
};

theyOnlyLook({
  "your account": {
    screen: <AccountView />,
    sees: ["Your account"],
    acts: ["Save name", "Change password"],
    answers: {
      "/auth/email-change": { change: null },
      "/auth/second-factor": { is_on: false, recovery_codes_left: 0 },
      "/auth/sessions": list(),
    },
  },
  "the logo": {
    screen: <LogoField tenant={{ ...tenant, logo_url: "/logo.png" }} />,
    sees: ["Logo"],
    acts: ["Replace logo", "Remove logo"],
  },
  "sites with the booking page": {
    screen: <WidgetSites tenant={{ ...tenant, widget_origins: ["https://a.example"] }} />,
    sees: ["https://a.example"],
    acts: ["Remove https://a.example", "Add site"],
  },
  domains: {
    screen: <DomainsView />,
    sees: ["book.example.com"],
    acts: ["Add domain", "Check book.example.com now", "Remove book.example.com"],
    answers: { "/domains": list(domain) },
  },
  "the links of a calendar": {
    screen: <CalendarLinks resourceId="r1" />,
    sees: [/Your link, made/],
    acts: ["Make a new link", "End: Your link"],
    answers: {
      "/resources/r1/feeds": list({
        id: "f1",
        created_at: "2026-11-24T15:00:00Z",
        made_by: "Ana Reyes",
        is_own: true,
      }),
    },
  },
  team: {
    screen: <TeamView />,
    sees: ["Sue Staff"],
    acts: ["Invite", "Actions for Sue Staff", "Actions for Ana Reyes"],
    answers: {
      "/users": list(person, { ...person, id: "u1", name: "Ana Reyes", role: "TENANT_OWNER" }),
      "/invitations": list(),
    },
  },
  "a customer": {
    screen: (
      <CustomersView
        onBook={nobody}
        onOpenAppointment={nobody}
        historyOf={nobody}
        contractsOf={nobody}
      />
    ),
    path: "/?customer=c1",
    sees: ["ann@guests.example", /^Anne A\./, /^Ann Archer, since/],
    acts: [
      "New customer",
      "Import",
      "Book",
      "Edit",
      "Block",
      "Merge with …",
      "Erase",
      "Undo",
      /^Tell/,
    ],
    answers: {
      "/customers": list(customer),
      "/customers/tags": list(),
      "/customers/c1": customer,
      "/customers/c1/figures": figures,
      "/customers/c1/merges": list({
        id: "m1",
        name: "Anne A.",
        email: null,
        phone: null,
        merged_at: "2026-11-20T10:00:00Z",
        until: "2026-12-20T10:00:00Z",
        can_be_undone: true,
      }),
      "/appointments": list(),
      "/erasure-requests": list({
        id: "q1",
        customer_id: "c1",
        customer_name: "Ann Archer",
        created_at: "2026-11-20T10:00:00Z",
      }),
    },
  },
});
