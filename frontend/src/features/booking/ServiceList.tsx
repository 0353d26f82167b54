import type { PublicBusiness } from "../../api/generated/api.schemas";
import { initialsOf } from "../../lib/format";
import { Logo } from "../../ui/Logo";
import { Icon } from "../../ui/light/Icon";
import classes from "./Booking.module.css";
import { ServiceCard } from "./ServiceCard";
import { OWN_BOOKINGS } from "./useCustomer";
import { isEmbedded } from "./useEmbedding";

interface ServiceListProps {
  business: PublicBusiness;
  /** A customer is signed in. */
  isCustomer: boolean;
  onPick: (id: string) => void;
}

export function ServiceList({ business, isCustomer, onPick }: ServiceListProps) {
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
        {isCustomer && !isEmbedded && (
          <a className={classes.own} href={OWN_BOOKINGS}>
            <Icon name="calendar" />
            Your bookings
          </a>
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
            <ServiceCard
              service={service}
              currency={business.currency}
              locale={business.locale}
              showsPlace={places.size > 1}
              onPick={() => onPick(service.id)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
