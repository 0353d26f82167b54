import type { PublicBooking } from "../../api/generated/api.schemas";
import { durationText, moneyText } from "../../lib/format";
import { paymentText } from "../../lib/payment";
import { Icon } from "../../ui/light/Icon";
import classes from "./Booking.module.css";
import { When } from "./Summary";

interface BookingFactsProps {
  booking: PublicBooking;
  zone: string;
  locale: string;
}

export function BookingFacts({ booking, zone, locale }: BookingFactsProps) {
  const { service, location, staff_name: staff } = booking;
  return (
    <ul className={classes.facts}>
      <When slot={booking} zone={zone} locale={locale} />
      <li>
        <Icon name="clock" />
        <span>
          {service.name}
          <small>
            {durationText(service.duration_minutes)} ·{" "}
            {moneyText(service.price_minor, booking.currency, locale)}
          </small>
          {booking.payment_method && (
            <small>You pay by {paymentText(booking.payment_method)}</small>
          )}
          {booking.seats > 1 && <small>{booking.seats} seats</small>}
          {booking.addons.map(({ name }) => (
            <small key={name}>With {name}</small>
          ))}
        </span>
      </li>
      {staff && (
        <li>
          <Icon name="user" />
          <span>{staff}</span>
        </li>
      )}
      {location && (
        <li>
          <Icon name="pin" />
          <span>
            {location.name}
            <small>{location.address}</small>
          </span>
        </li>
      )}
    </ul>
  );
}
