import { type FormEvent, useRef, useState } from "react";
import { acceptOffer } from "../../api/generated/api";
import type {
  PublicBooking,
  PublicBusiness,
  PublicOffer,
  PublicWait,
} from "../../api/generated/api.schemas";
import { idempotent } from "../../api/http";
import { type FormAnswers, refusedAnswers, wireAnswers, wrongAnswers } from "../../api/intake";
import { isProblem, messageOf } from "../../api/problem";
import { useSubmission } from "../../api/submission";
import { momentText, moneyText } from "../../lib/format";
import type { PaymentMethod } from "../../lib/payment";
import { useSecondsLeft } from "../../lib/useSecondsLeft";
import { Button } from "../../ui/light/Button";
import { focusFirstInvalid } from "../../ui/light/Field";
import { Icon } from "../../ui/light/Icon";
import { Notice } from "../../ui/light/Notice";
import classes from "./Booking.module.css";
import { IntakeFields } from "./IntakeFields";
import { missingPayment, PaymentField } from "./PaymentField";
import { When } from "./Summary";

interface OfferedTimeProps {
  wait: PublicWait;
  offer: PublicOffer;
  business: PublicBusiness;
  token: string;
  onBooked: (booking: PublicBooking) => void;
  onDecline: () => Promise<void>;
  /** The offer is no longer there; why, where somebody just tried to take or decline it. */
  onOver: (why?: string) => void;
}

/** A time that is kept for somebody who waited: taken with the answers it needs, or let go. */
export function OfferedTime(props: OfferedTimeProps) {
  const { wait, offer, business, token, onBooked, onDecline, onOver } = props;
  const { time_zone: zone } = offer;
  const { locale } = business;
  const left = useSecondsLeft(offer.expires_at);
  const submitOnce = useSubmission();
  const [answers, setAnswers] = useState<FormAnswers>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [payment_method, setPayment] = useState<PaymentMethod | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState<"take" | "decline" | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const refuse = (found: Record<string, string>) => {
    setErrors(found);
    focusFirstInvalid(form.current);
  };
  const fail = (error: unknown) => {
    setBusy(null);
    const fields = isProblem(error) ? error.fields : {};
    const { payment_method: payment } = fields;
    const refused = { ...refusedAnswers(fields), ...(payment && { payment_method: payment }) };
    if (Object.keys(refused).length > 0) refuse(refused);
    else setFailure(messageOf(error));
    if (isProblem(error, "offer-over")) onOver(messageOf(error));
  };
  const take = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = {
      ...wrongAnswers(wait.questions, answers),
      ...missingPayment(offer.payment, payment_method),
    };
    setFailure(null);
    if (Object.keys(wrong).length > 0) return refuse(wrong);
    setBusy("take");
    try {
      const body = { answers: wireAnswers(wait.questions, answers), payment_method };
      onBooked(await submitOnce(body, (sent, key) => acceptOffer(token, sent, idempotent(key))));
    } catch (error) {
      fail(error);
    }
  };
  const decline = async () => {
    setBusy("decline");
    try {
      await onDecline();
    } catch (error) {
      fail(error);
    }
  };
  if (left <= 0) {
    return (
      <Notice
        tone="warn"
        title="This offer has run out."
        actions={
          <Button look="primary" onClick={() => onOver()}>
            See where you stand
          </Button>
        }
      >
        <p>The time went to whoever is next. You may still get another one.</p>
      </Notice>
    );
  }
  return (
    <>
      <span className={classes.tick} data-tone="ok">
        <Icon name="calendar" size={26} />
      </span>
      <div role="status">
        <h1 className={classes.title}>A time is free for you</h1>
        <p className={classes.muted}>
          We keep it for you until {momentText(offer.expires_at, zone, locale)}.
        </p>
      </div>
      <ul className={classes.facts}>
        <When slot={offer} zone={zone} locale={locale} />
        <li>
          <Icon name="clock" />
          <span>
            {wait.service_name}
            <small>{moneyText(offer.price_minor, offer.currency, locale)}</small>
            {wait.seats > 1 && <small>{wait.seats} seats</small>}
          </span>
        </li>
        {offer.staff_name && (
          <li>
            <Icon name="user" />
            <span>{offer.staff_name}</span>
          </li>
        )}
        <li>
          <Icon name="pin" />
          <span>
            {offer.location.name}
            <small>{offer.location.address}</small>
          </span>
        </li>
      </ul>
      <form
        ref={form}
        noValidate
        className={classes.form}
        onSubmit={take}
        aria-label="Take this time"
      >
        <IntakeFields
          questions={wait.questions}
          answers={answers}
          errors={errors}
          locale={locale}
          onAnswer={(id, answer) => setAnswers((old) => ({ ...old, [id]: answer }))}
        />
        <PaymentField
          asked={offer.payment}
          value={payment_method}
          error={errors.payment_method}
          onChange={setPayment}
        />
        {failure && <Notice tone="danger" role="alert" title={failure} />}
        <div className={classes.actions}>
          <Button look="primary" large type="submit" busy={busy === "take"}>
            {wait.requires_approval ? "Ask for this time" : "Take this time"}
          </Button>
          <Button large busy={busy === "decline"} onClick={decline}>
            Not this one, keep waiting
          </Button>
        </div>
      </form>
    </>
  );
}
