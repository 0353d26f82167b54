import type { PublicBusiness, PublicService } from "../../api/generated/api.schemas";
import {
  dayText,
  durationText,
  initialsOf,
  moneyText,
  timeRangeText,
  zoneText,
} from "../../lib/format";
import { dayOf } from "../../lib/zones";
import { Icon } from "../../ui/light/Icon";
import classes from "./Booking.module.css";

interface SummaryProps {
  business: PublicBusiness;
  service: PublicService;
  zone: string;
  slot: { starts_at: string; ends_at: string } | null;
  staffName: string | null;
}

export function Summary({ business, service, zone, slot, staffName }: SummaryProps) {
  const { locale, currency } = business;
  return (
    <>
      <div className={classes.business}>
        <span className={classes.mark} aria-hidden="true">
          {initialsOf(business.name)}
        </span>
        <p className={classes.businessName}>{business.name}</p>
      </div>
      <div>
        <h1 className={classes.title}>{service.name}</h1>
        {service.description && <p className={classes.muted}>{service.description}</p>}
      </div>
      <ul className={classes.facts}>
        {slot && <When slot={slot} zone={zone} locale={locale} />}
        {staffName && (
          <li>
            <Icon name="user" />
            <span>{staffName}</span>
          </li>
        )}
        <li>
          <Icon name="clock" />
          <span>
            {durationText(service.duration_minutes)} ·{" "}
            {moneyText(service.price_minor, currency, locale)}
          </span>
        </li>
        {service.location && (
          <li>
            <Icon name="pin" />
            <span>
              {service.location.name}
              <small>{service.location.address}</small>
            </span>
          </li>
        )}
      </ul>
    </>
  );
}

interface WhenProps {
  slot: { starts_at: string; ends_at: string };
  zone: string;
  locale: string;
}

export function When({ slot, zone, locale }: WhenProps) {
  return (
    <li>
      <Icon name="calendar" />
      <span>
        <strong>{dayText(dayOf(slot.starts_at, zone), locale, "full")}</strong>
        <small className="tabular">
          {timeRangeText(slot.starts_at, slot.ends_at, zone, locale)}{" "}
          {zoneText(slot.starts_at, zone, locale)}
        </small>
      </span>
    </li>
  );
}
