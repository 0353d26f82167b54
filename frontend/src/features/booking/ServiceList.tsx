import type { CSSProperties } from "react";
import type { PublicBusiness } from "../../api/generated/api.schemas";
import { durationText, initialsOf, moneyText } from "../../lib/format";
import { Logo } from "../../ui/Logo";
import { Icon } from "../../ui/light/Icon";
import classes from "./Booking.module.css";

interface ServiceListProps {
  business: PublicBusiness;
  onPick: (id: string) => void;
}

export function ServiceList({ business, onPick }: ServiceListProps) {
  const places = new Set(business.services.map(({ location }) => location?.id));
  return (
    <>
      <header className={classes.hero}>
        {business.logo_url ? (
          <Logo src={business.logo_url} height={56} />
        ) : (
          <span className={classes.mark} aria-hidden="true">
            {initialsOf(business.name)}
          </span>
        )}
        <h1 className={classes.title}>{business.name}</h1>
        <p className={classes.muted}>
          {business.services.length > 0
            ? "Choose a service to see free times."
            : "There is nothing to book online just now. Please contact the business."}
        </p>
      </header>
      <ul className={classes.services}>
        {business.services.map((service) => (
          <li key={service.id}>
            <button
              type="button"
              className={classes.service}
              style={{ "--service-color": service.color } as CSSProperties}
              onClick={() => onPick(service.id)}
            >
              <span className={classes.serviceName}>{service.name}</span>
              <span className={classes.price}>
                {moneyText(service.price_minor, business.currency, business.locale)}
              </span>
              {service.description && (
                <span className={classes.serviceText}>{service.description}</span>
              )}
              <span className={classes.meta}>
                <span>
                  <Icon name="clock" size={15} />
                  {durationText(service.duration_minutes)}
                </span>
                {places.size > 1 && service.location && (
                  <span>
                    <Icon name="pin" size={15} />
                    {service.location.name}
                  </span>
                )}
                {service.requires_approval && <span>Confirmed by hand</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
