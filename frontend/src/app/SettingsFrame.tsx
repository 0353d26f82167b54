import { Anchor } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { NavLink, useLocation } from "react-router";
import { useMe } from "../api/session";
import { MAY, maySee, type Right } from "../lib/permissions";
import { PageHead } from "../ui/States";
import classes from "./SettingsFrame.module.css";

const PAGES: [path: string, label: string, right: Right][] = [
  ["/app/settings", "Business", MAY.editTenant],
  ["/app/settings/policies", "Policies", MAY.editTenant],
  ["/app/settings/mails", "Mails", MAY.editTenant],
  ["/app/settings/branding", "Branding", MAY.editTenant],
  ["/app/settings/website", "Your web site", MAY.editTenant],
  ["/app/settings/domains", "Domains", MAY.editDomains],
  ["/app/settings/plan", "Plan and use", MAY.viewBilling],
  ["/app/settings/api-tokens", "API tokens", MAY.manageApiTokens],
  ["/app/settings/webhooks", "Webhooks", MAY.manageWebhooks],
  ["/app/settings/export", "Export", MAY.exportBusiness],
];

interface SettingsFrameProps {
  /** Of a page with a preview beside its form. */
  isWide?: boolean;
  children: ReactNode;
}

/** The settings, one page a subject; each shows whom it may. */
export function SettingsFrame({ isWide = false, children }: SettingsFrameProps) {
  const me = useMe();
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // A phone has room for half of the names, and the page one is on may be among the others.
  useEffect(() => {
    const link = nav.current?.querySelector<HTMLElement>(`[href="${pathname}"]`);
    link?.scrollIntoView?.({ block: "nearest", inline: "center" });
  }, [pathname]);
  return (
    <>
      <PageHead
        title="Settings"
        actions={
          <Anchor href="/" target="_blank" size="sm">
            Open the booking page <IconExternalLink size={14} aria-hidden="true" />
          </Anchor>
        }
      />
      <nav ref={nav} aria-label="Settings" className={`scroll-sideways ${classes.nav}`}>
        {PAGES.filter(([, , right]) => maySee(me, right)).map(([path, label]) => (
          <NavLink key={path} to={path} end className={classes.link}>
            {label}
          </NavLink>
        ))}
      </nav>
      <div className={isWide ? classes.wide : classes.page}>{children}</div>
    </>
  );
}
