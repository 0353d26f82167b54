import type { PublicAddon, PublicBusiness, PublicService } from "../../api/generated/api.schemas";
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
  addons: PublicAddon[];
  partySize: number;
  zone: string;
  slot: { starts_at: string; ends_at: string } | null;
  staffName: string | null;
}

export function Summary({
  business,
  service,
  addons,
  partySize,
  zone,
  slot,
  staffName,
}: SummaryProps) {
  const { locale, currency } = business;
  const sum = (of: (addon: PublicAddon) => number) =>
    addons.reduce((total, addon) => total + of(addon), 0);
  const minutes = service.duration_minutes + sum(({ extra_minutes }) => extra_minutes);
  const price = service.price_minor * partySize + sum(({ price_minor }) => price_minor);
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
            {durationText(minutes)} · {moneyText(price, currency, locale)}
            {partySize > 1 && <small>{partySize} seats</small>}
            {addons.map(({ id, name }) => (
              <small key={id}>With {name}</small>
            ))}
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
          {zoneText(slot.ends_at, zone, locale)}
        </small>
      </span>
    </li>
  );
}
