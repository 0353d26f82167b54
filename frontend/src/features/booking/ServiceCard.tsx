import type { CSSProperties } from "react";
import type { PublicService } from "../../api/generated/api.schemas";
import { durationText, moneyText } from "../../lib/format";
import { Icon } from "../../ui/light/Icon";
import classes from "./Booking.module.css";

interface ServiceCardProps {
  service: Omit<PublicService, "id" | "addons" | "staff">;
  currency: string;
  locale: string;
  /** Where there are several places, each service says its own. */
  showsPlace: boolean;
  onPick: () => void;
}

/** A service as visitors see it in the list. */
export function ServiceCard({ service, currency, locale, showsPlace, onPick }: ServiceCardProps) {
  return (
    <button
      type="button"
      className={classes.service}
      style={{ "--service-color": service.color } as CSSProperties}
      onClick={onPick}
    >
      <span className={classes.serviceName}>{service.name}</span>
      <span className={classes.price}>{moneyText(service.price_minor, currency, locale)}</span>
      {service.description && <span className={classes.serviceText}>{service.description}</span>}
      <span className={classes.meta}>
        <span>
          <Icon name="clock" size={15} />
          {durationText(service.duration_minutes)}
        </span>
        {showsPlace && service.location && (
          <span>
            <Icon name="pin" size={15} />
            {service.location.name}
          </span>
        )}
        {service.requires_approval && <span>Confirmed by hand</span>}
      </span>
    </button>
  );
}
