import type { CSSProperties } from "react";
import type { Tenant } from "../../api/generated/api.schemas";
import { brandVariables } from "../../lib/color";
import { initialsOf } from "../../lib/format";
import { Logo } from "../../ui/Logo";
import classes from "./BrandPreview.module.css";

interface BrandPreviewProps {
  tenant: Tenant;
  color: string;
  showsOurName: boolean;
}

/** The booking page in small, light and dark, as guests will see it. */
export function BrandPreview({ tenant, color, showsOurName }: BrandPreviewProps) {
  const brand = brandVariables(color) as CSSProperties;
  return (
    <div className={classes.pair} style={brand}>
      {(["light", "dark"] as const).map((scheme) => (
        <figure key={scheme} className={classes.page} data-look={scheme}>
          <div className={classes.head}>
            {tenant.logo_url ? (
              <Logo src={tenant.logo_url} name={tenant.name} height={36} />
            ) : (
              <span className={classes.mark} aria-hidden="true">
                {initialsOf(tenant.name)}
              </span>
            )}
            <span className={classes.name}>{tenant.name}</span>
          </div>
          <span className={classes.button}>Book this time</span>
          <span className={classes.link}>All services</span>
          <figcaption className={classes.foot}>
            {showsOurName ? "Booking by SmoothSchedule" : `${tenant.name} only`}
            {scheme === "light" ? " · light" : " · dark"}
          </figcaption>
        </figure>
      ))}
    </div>
  );
}
