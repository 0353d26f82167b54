import { type FormEvent, useRef, useState } from "react";
import { joinMyWaitlist, joinWaitlist } from "../../api/generated/api";
import type { PublicService } from "../../api/generated/api.schemas";
import { isProblem, messageOf } from "../../api/problem";
import { readGuest } from "../../lib/guest";
import { TIMES_OF_DAY } from "../../lib/timesOfDay";
import { addDays, dayOf } from "../../lib/zones";
import { Button, buttonClass } from "../../ui/light/Button";
import { Dialog } from "../../ui/light/Dialog";
import { focusFirstInvalid, SelectField, TextField } from "../../ui/light/Field";
import { Notice } from "../../ui/light/Notice";
import classes from "./Booking.module.css";
import { checkDetails } from "./DetailsForm";
import type { Customer } from "./useCustomer";

interface JoinWaitlistProps {
  service: PublicService;
  staffId: string | null;
  partySize: number;
  /** The day that was looked at; a week from it is proposed. */
  day: string | null;
  zone: string;
  /** Who is signed in, and waits as themselves; others say who they are. */
  customer: Customer | null;
  onClose: () => void;
}

const WEEK = 6;
const MOST_DAYS = 62;

/** Leaves a name for when a time becomes free: on which days, at what time, with whom. */
export function JoinWaitlist(props: JoinWaitlistProps) {
  const { service, staffId, partySize, zone, customer, onClose } = props;
  const today = dayOf(Date.now(), zone);
  const first = props.day ?? today;
  const known = readGuest();
  const [wish, setWish] = useState({
    ...known,
    phone: "",
    from_day: first,
    until_day: addDays(first, WEEK),
    time: "any",
    staff: staffId ?? "",
  });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isDone, setDone] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const refuse = (found: Record<string, string>) => {
    setErrors(found);
    focusFirstInvalid(form.current);
  };
  const join = async (event: FormEvent) => {
    event.preventDefault();
    const who = customer ? {} : checkDetails(wish);
    const found = { ...who, ...checkDays(wish) } as Record<string, string>;
    if (Object.keys(found).length > 0) return refuse(found);
    setErrors({});
    setFailure(null);
    setBusy(true);
    try {
      const { from_minute, until_minute } = TIMES_OF_DAY[wish.time] ?? TIMES_OF_DAY.any;
      const wanted = {
        service_id: service.id,
        ...(wish.staff && { resource_id: wish.staff }),
        from_day: wish.from_day,
        until_day: wish.until_day,
        from_minute,
        until_minute,
        party_size: partySize,
      };
      if (customer) await joinMyWaitlist(wanted);
      else await joinWaitlist({ ...wanted, ...guestOf(wish) });
      setDone(true);
    } catch (error) {
      setBusy(false);
      const fields = isProblem(error) ? error.fields : {};
      if (Object.keys(fields).length > 0) refuse(fields);
      else setFailure(messageOf(error));
    }
  };
  const field = (name: "name" | "email" | "phone" | "from_day" | "until_day") => ({
    name,
    value: wish[name],
    error: errors[name],
    onChange: (event: { target: { value: string } }) =>
      setWish((old) => ({ ...old, [name]: event.target.value })),
  });
  if (isDone) {
    return (
      <Dialog title="You are on the waitlist" onClose={onClose}>
        <p role="status">
          We write to {customer?.email ?? wish.email.trim()} with your place in line, and again as
          soon as a time that suits you is free.
        </p>
        <div className={classes.actions}>
          {customer && (
            <a className={buttonClass({})} href="/app/bookings">
              See your bookings
            </a>
          )}
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={`Wait for ${service.name}`} onClose={onClose}>
      <form ref={form} noValidate className={classes.form} onSubmit={join}>
        <p className={classes.muted}>
          When a time becomes free, we keep it for you and write to you. You decide then.
        </p>
        <div className={classes.pair}>
          <TextField {...field("from_day")} label="From" type="date" min={today} />
          <TextField {...field("until_day")} label="Until" type="date" min={wish.from_day} />
        </div>
        <SelectField
          label="Time of day"
          value={wish.time}
          onChange={(event) => setWish((old) => ({ ...old, time: event.target.value }))}
        >
          {Object.entries(TIMES_OF_DAY).map(([name, { label }]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </SelectField>
        {service.staff.length > 1 && (
          <SelectField
            label="With"
            value={wish.staff}
            onChange={(event) => setWish((old) => ({ ...old, staff: event.target.value }))}
          >
            <option value="">Anyone</option>
            {service.staff.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        )}
        {customer ? (
          <p className={classes.muted}>
            You wait as {customer.name}, and we write to {customer.email}.
          </p>
        ) : (
          <>
            <TextField {...field("name")} label="Your name" autoComplete="name" />
            <div className={classes.pair}>
              <TextField {...field("email")} label="E-mail" type="email" autoComplete="email" />
              <TextField {...field("phone")} label="Phone" type="tel" autoComplete="tel" optional />
            </div>
          </>
        )}
        {failure && <Notice tone="danger" title={failure} />}
        <div className={classes.actions}>
          <Button onClick={onClose}>Discard</Button>
          <Button look="primary" type="submit" busy={isBusy}>
            Join the waitlist
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function guestOf({ name, email, phone }: { name: string; email: string; phone: string }) {
  return {
    name: name.trim(),
    email: email.trim(),
    ...(phone.trim() && { phone: phone.trim() }),
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

function checkDays({ from_day, until_day }: { from_day: string; until_day: string }) {
  if (!from_day) return { from_day: "Please choose a day." };
  if (!until_day || until_day < from_day) {
    return { until_day: "Please choose this day or a later one." };
  }
  if (until_day >= addDays(from_day, MOST_DAYS)) {
    return { until_day: `Please choose ${MOST_DAYS} days at most.` };
  }
  return {};
}
