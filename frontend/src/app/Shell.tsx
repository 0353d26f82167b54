import { Button, Kbd, UnstyledButton } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconDots, IconPlus, IconSearch } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { NavLink, Outlet, useLocation } from "react-router";
import { useMe } from "../api/session";
import { VisitBanner } from "../features/visits/VisitBanner";
import { initialsOf } from "../lib/format";
import { MAY, may } from "../lib/permissions";
import { Logo } from "../ui/Logo";
import { LoadingRows } from "../ui/States";
import { undoLastChange } from "../ui/toast";
import { ConsoleLink } from "./ConsoleLink";
import { DeskProvider, useDesk } from "./desk";
import { LinkNotice } from "./LinkNotice";
import { useLiveLink } from "./live";
import { type NavigationItem, navigationOf, phoneTabsOf } from "./navigation";
import { openPalette } from "./openers";
import classes from "./Shell.module.css";
import { TermNotice } from "./TermNotice";
import { UserMenu } from "./UserMenu";
import { useSameIdentity } from "./useSameIdentity";

const AppointmentLayer = lazy(() => import("./AppointmentLayer"));
const PhoneMenu = lazy(() => import("./PhoneMenu"));
const Overlays = lazy(() => import("./Overlays"));
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

export function Shell() {
  return (
    <DeskProvider>
      <Frame />
    </DeskProvider>
  );
}

function Frame() {
  const me = useMe();
  const desk = useDesk();
  const items = navigationOf(me);
  const link = useLiveLink(me);
  const mayBook = may(me, MAY.book);
  useSameIdentity();
  useHotkeys([
    ["mod+Z", () => undoLastChange()],
    ["c", () => mayBook && desk.newAppointment()],
    ["/", () => focusSearch()],
  ]);
  return (
    <div className={classes.shell} data-visiting={me.visit ? "" : undefined}>
      <a href="#main" className={classes.skip}>
        Skip to the content
      </a>
      <VisitBanner />
      <Sidebar items={items} mayBook={mayBook} />
      <main id="main" className={classes.panel} tabIndex={-1}>
        <TermNotice />
        <LinkNotice state={link} />
        <Suspense fallback={<LoadingRows />}>
          <Outlet />
        </Suspense>
      </main>
      <PhoneBar items={items} />
      <Suspense>
        <Overlays items={items} />
      </Suspense>
      {may(me, MAY.useCalendar) && (
        <Suspense>
          <AppointmentLayer />
        </Suspense>
      )}
    </div>
  );
}

/** The search box of this screen, or the palette where there is none. */
function focusSearch() {
  const box = document.querySelector<HTMLInputElement>('main input[type="search"]');
  if (box) box.focus();
  else openPalette();
}

function Sidebar({ items, mayBook }: { items: NavigationItem[]; mayBook: boolean }) {
  const me = useMe();
  const desk = useDesk();
  const name = me.tenant?.name ?? "Platform";
  return (
    <aside aria-label="Business and navigation" className={classes.side}>
      <div className={classes.business}>
        {me.tenant?.logo_url ? (
          <Logo src={me.tenant.logo_url} height={28} />
        ) : (
          <span className={classes.mark} aria-hidden="true">
            {initialsOf(name)}
          </span>
        )}
        <span className={classes.businessName}>{name}</span>
      </div>
      <UnstyledButton className={classes.search} onClick={openPalette}>
        <IconSearch size={16} stroke={1.75} aria-hidden="true" />
        <span>Search or jump to</span>
        <Kbd size="xs">{isMac ? "⌘K" : "Ctrl K"}</Kbd>
      </UnstyledButton>
      <nav aria-label="Main" className={classes.nav}>
        {items.map(({ path, label, icon: Icon }) => (
          <NavLink key={path} to={path} className={classes.link}>
            <Icon size={18} stroke={1.7} aria-hidden="true" />
            {label}
          </NavLink>
        ))}
        <ConsoleLink className={classes.link} size={18} />
      </nav>
      {mayBook && (
        <Button
          fullWidth
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          onClick={() => desk.newAppointment()}
        >
          New appointment
        </Button>
      )}
      <UserMenu />
    </aside>
  );
}

function PhoneBar({ items }: { items: NavigationItem[] }) {
  const [isOpen, setOpen] = useState(false);
  const { pathname } = useLocation();
  const tabs = phoneTabsOf(items);
  const isElsewhere = !tabs.some(({ path }) => pathname.startsWith(path));
  const me = useMe();
  const desk = useDesk();
  return (
    <>
      <nav aria-label="Main, on the phone" className={classes.bar}>
        {tabs.map(({ path, label, icon: Icon }) => (
          <NavLink key={path} to={path} className={classes.tab}>
            <Icon size={22} stroke={1.7} aria-hidden="true" />
            {label}
          </NavLink>
        ))}
        {may(me, MAY.book) && (
          <UnstyledButton className={classes.tab} onClick={() => desk.newAppointment()}>
            <span className={classes.plus}>
              <IconPlus size={20} stroke={2} aria-hidden="true" />
            </span>
            New
          </UnstyledButton>
        )}
        <UnstyledButton
          className={classes.tab}
          data-active={isElsewhere || undefined}
          onClick={() => setOpen(true)}
        >
          <IconDots size={22} stroke={1.7} aria-hidden="true" />
          More
        </UnstyledButton>
      </nav>
      {isOpen && (
        <Suspense>
          <PhoneMenu items={items} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
