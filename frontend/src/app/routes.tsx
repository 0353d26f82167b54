import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useRef } from "react";
import { Navigate, type RouteObject, useLocation } from "react-router";
import { isProblem } from "../api/problem";
import { meQuery, useMe } from "../api/session";
import type { Bootstrap } from "../lib/bootstrap";
import { MAY, may, maySee, type Right } from "../lib/permissions";
import { ErrorState, LoadingRows } from "../ui/States";
import { Failed } from "./Failed";
import { NoScreen } from "./NoScreen";
import { navigationOf } from "./navigation";
import { Shell } from "./Shell";
import { useForgetting } from "./useSignOut";

const GatePage = lazy(() => import("./GatePage"));
const VisitOver = lazy(() =>
  import("../features/auth/VisitOver").then(({ VisitOver: component }) => ({ default: component })),
);

/** Every screen; each is its own file and comes only when it is opened. */
export function routesOf(bootstrap: Bootstrap): RouteObject[] {
  const business = bootstrap.tenant?.name ?? "SmoothSchedule";
  const mayRegister = bootstrap.tenant?.customers_may_register ?? false;
  return [
    {
      errorElement: <Failed />,
      children: [
        door("/sign-in", async () => {
          const { SignInPage } = await import("./SignInPage");
          return <SignInPage business={business} mayRegister={mayRegister} />;
        }),
        door("/reset-password", async () => {
          const { ResetPassword } = await import("../features/auth/ResetPassword");
          return <ResetPassword business={business} />;
        }),
        door("/confirm-email", async () => {
          const { ConfirmEmail } = await import("../features/auth/ConfirmEmail");
          return <ConfirmEmail business={business} />;
        }),
        door("/invitation", async () => {
          const { JoinPage } = await import("./JoinPage");
          return <JoinPage business={business} />;
        }),
        door("/register", async () => {
          const { Register } = await import("../features/auth/Register");
          return <Register business={business} isOpen={mayRegister} />;
        }),
        door("/welcome", async () => {
          const { Welcome } = await import("../features/auth/Welcome");
          return <Welcome business={business} />;
        }),
        door("/visit", async () => {
          const { VisitLanding } = await import("../features/auth/VisitLanding");
          return <VisitLanding business={business} platformUrl={platformUrlOf(bootstrap)} />;
        }),
        door("/app/visit-over", async () => {
          const { VisitReturn } = await import("../features/auth/VisitReturn");
          return <VisitReturn business={business} />;
        }),
        {
          path: "/app",
          element: <SignedIn business={business} />,
          children: [
            { index: true, element: <Home /> },
            screen("today", MAY.useCalendar, () => import("./pages/TodayPage")),
            screen("my-day", MAY.useCalendar, () => import("./pages/MyDayPage")),
            screen("schedule", MAY.useCalendar, () => import("./pages/SchedulePage")),
            screen("start", MAY.editTenant, () => import("./pages/StartPage")),
            screen("customers", MAY.viewCustomers, () => import("./pages/CustomersPage")),
            screen("waitlist", MAY.manageWaitlist, () => import("./pages/WaitlistPage")),
            screen(
              "customers/import",
              MAY.importCustomers,
              () => import("./pages/CustomerImportPage"),
              may,
            ),
            screen("contracts", MAY.viewContracts, () => import("./pages/ContractsPage")),
            screen(
              "contracts/new",
              MAY.sendContracts,
              () => import("./pages/NewContractPage"),
              may,
            ),
            screen("contracts/bulk", MAY.sendContracts, () => import("./pages/BulkSendPage")),
            screen(
              "contracts/bulk/:id",
              MAY.sendContracts,
              () => import("./pages/BulkOutcomePage"),
            ),
            screen("contracts/:id", MAY.viewContracts, () => import("./pages/ContractPage")),
            screen("templates", MAY.editTemplates, () => import("./pages/TemplatesPage")),
            screen("templates/:id", MAY.editTemplates, () => import("./pages/TemplatePage")),
            screen("services", MAY.viewSetup, () => import("./pages/ServicesPage")),
            screen("resources", MAY.viewSetup, () => import("./pages/ResourcesPage")),
            screen("locations", MAY.viewSetup, () => import("./pages/LocationsPage")),
            screen("team", MAY.viewTeam, () => import("./pages/TeamPage")),
            screen("reports", MAY.viewReports, () => import("./pages/ReportsPage")),
            screen("activity", MAY.viewActivity, () => import("./pages/ActivityPage")),
            screen("settings", MAY.editTenant, () => import("./pages/SettingsPage")),
            screen(
              "settings/api-tokens",
              MAY.manageApiTokens,
              () => import("./pages/ApiTokensPage"),
            ),
            screen("settings/export", MAY.exportBusiness, () => import("./pages/ExportsPage")),
            screen("settings/webhooks", MAY.manageWebhooks, () => import("./pages/WebhooksPage")),
            screen("account", MAY.useAccount, () => import("./pages/AccountPage")),
            screen("settings/policies", MAY.editTenant, () => import("./pages/PoliciesPage")),
            screen("settings/mails", MAY.editTenant, () => import("./pages/MailsPage")),
            screen("settings/branding", MAY.editTenant, () => import("./pages/BrandingPage")),
            screen("settings/website", MAY.editTenant, () => import("./pages/WebsitePage")),
            screen("settings/domains", MAY.editDomains, () => import("./pages/DomainsPage")),
            screen("settings/plan", MAY.viewBilling, () => import("./pages/PlanPage")),
            screen("bookings", MAY.viewOwnBookings, () => import("./pages/BookingsPage")),
            screen("my-contracts", MAY.viewOwnContracts, () => import("./pages/MyContractsPage")),
            screen("tenants", MAY.viewTenants, () => import("./pages/TenantsPage")),
            screen("users", MAY.viewAccounts, () => import("./pages/PlatformUsersPage")),
            screen("grants", MAY.viewGrants, () => import("./pages/GrantsPage")),
            screen("audit", MAY.viewAudit, () => import("./pages/PlatformAuditPage")),
            { path: "*", element: <NoScreen /> },
          ],
        },
        { path: "*", element: <Navigate to="/app" replace /> },
      ],
    },
  ];
}

function platformUrlOf({ base_url }: Bootstrap): string {
  const url = new URL(base_url, window.location.href);
  url.hostname = `platform.${url.hostname}`;
  return new URL("/app", url).href;
}

/** A screen for whoever is not signed in yet. */
function door(path: string, load: () => Promise<React.JSX.Element>): RouteObject {
  return { path, lazy: async () => ({ element: await load() }), HydrateFallback: LoadingRows };
}

type Screen = { default: () => React.JSX.Element };

/** One where there is nothing but something to do asks whether they `may`. */
function screen(
  path: string,
  right: Right,
  load: () => Promise<Screen>,
  isFor: typeof may = maySee,
): RouteObject {
  return {
    path,
    errorElement: <Failed />,
    lazy: async () => {
      const { default: Page } = await load();
      return {
        element: (
          <Allowed right={right} isFor={isFor}>
            <Page />
          </Allowed>
        ),
      };
    },
    HydrateFallback: LoadingRows,
  };
}

interface AllowedProps {
  right: Right;
  isFor: typeof may;
  children: React.ReactNode;
}

function Allowed({ right, isFor, children }: AllowedProps) {
  return isFor(useMe(), right) ? children : <NoScreen />;
}

function Home() {
  const [first] = navigationOf(useMe());
  return first ? <Navigate to={first.path} replace /> : <NoScreen />;
}

/** The shell for whoever is signed in; everyone else goes to the door and comes back here. */
function SignedIn({ business }: { business: string }) {
  const me = useQuery(meQuery);
  const here = useLocation();
  const wasSignedIn = useRef(false);
  useForgetting();
  if (me.data) wasSignedIn.current = true;
  if (me.isPending) return <LoadingRows />;
  if (isProblem(me.error, "visit-over")) {
    return (
      <Suspense fallback={<LoadingRows />}>
        <VisitOver business={business} problem={me.error} />
      </Suspense>
    );
  }
  if (me.isError && !me.data) return <ErrorState error={me.error} onRetry={me.refetch} />;
  if (!me.data) {
    const state = { from: here.pathname + here.search, expired: wasSignedIn.current };
    return <Navigate to="/sign-in" replace state={state} />;
  }
  const { is_on, is_required } = me.data.second_factor;
  if (is_required && !is_on) {
    return (
      <Suspense fallback={<LoadingRows />}>
        <GatePage />
      </Suspense>
    );
  }
  return <Shell />;
}
