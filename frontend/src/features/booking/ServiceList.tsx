import type { PublicBusiness } from "../../api/generated/api.schemas";
import { initialsOf } from "../../lib/format";
import { Logo } from "../../ui/Logo";
import classes from "./Booking.module.css";
import { ServiceCard } from "./ServiceCard";

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
