import {
  type Dispatch,
  type FormEvent,
  type SetStateAction,
  useEffect,
  useRef,
  useState,
} from "react";
import type { Hold } from "../../api/generated/api.schemas";
import { refusedAnswers, wrongAnswers } from "../../api/intake";
import { isProblem, messageOf } from "../../api/problem";
import { timeText, zoneText } from "../../lib/format";
import { useSecondsLeft } from "../../lib/useSecondsLeft";
import { Button } from "../../ui/light/Button";
import { focusFirstInvalid, TextAreaField, TextField } from "../../ui/light/Field";
import { Icon } from "../../ui/light/Icon";
import { Notice } from "../../ui/light/Notice";
import classes from "./Booking.module.css";
import { IntakeFields } from "./IntakeFields";
import { missingPayment, PaymentField } from "./PaymentField";
import type { Details } from "./useBookingFlow";

interface DetailsFormProps {
  hold: Hold;
  details: Details;
  onDetails: Dispatch<SetStateAction<Details>>;
  zone: string;
  locale: string;
  needsApproval: boolean;
  isHolding: boolean;
  onSubmit: (details: Details) => Promise<void>;
  onHoldAgain: () => void;
  onLeave: () => void;
}

type Text = Exclude<keyof Details, "answers" | "payment_method">;
type Errors = Partial<Record<Text | "payment_method", string>>;

const FIELDS = ["name", "email", "phone", "notes", "payment_method"];

/** What is wrong with the details, one sentence for each field. */
export function checkDetails({ name, email }: Pick<Details, "name" | "email">): Errors {
  const errors: Errors = {};
  if (!name.trim()) errors.name = "Please tell us your name.";
  if (!email.trim()) errors.email = "Please enter your e-mail address.";
  else if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) {
    errors.email = "This does not look like an e-mail address.";
  }
  return errors;
}

export function DetailsForm(props: DetailsFormProps) {
  const { hold, details, onDetails, zone, locale } = props;
  const [errors, setErrors] = useState<Errors>({});
  const [unanswered, setUnanswered] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const left = useSecondsLeft(hold.expires_at);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    form.current?.querySelector<HTMLElement>("input")?.focus();
  }, []);

  const refuse = (found: Errors, answers: Record<string, string>) => {
    setErrors(found);
    setUnanswered(answers);
    focusFirstInvalid(form.current);
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const found = {
      ...checkDetails(details),
      ...missingPayment(hold.payment, details.payment_method),
    };
    const wrong = wrongAnswers(hold.questions, details.answers);
    if (Object.keys({ ...found, ...wrong }).length > 0) return refuse(found, wrong);
    setErrors({});
    setUnanswered({});
    setFailure(null);
    setSending(true);
    try {
      await props.onSubmit(details);
    } catch (error) {
      setSending(false);
      const fields = isProblem(error) ? error.fields : {};
      const answers = refusedAnswers(fields);
      refuse(fields, answers);
      const isOnForm =
        hold.questions.some(({ id }) => answers[id]) || FIELDS.some((name) => fields[name]);
      if (!isOnForm) setFailure(messageOf(error));
    }
  };
  const field = (name: Text) => ({
    name,
    value: details[name],
    error: errors[name],
    onChange: (event: { target: { value: string } }) =>
      onDetails((old) => ({ ...old, [name]: event.target.value })),
  });

  if (left <= 0) {
    return (
      <Notice
        tone="warn"
        title="We could not hold this time any longer."
        actions={
          <>
            <Button look="primary" busy={props.isHolding} onClick={props.onHoldAgain}>
              Hold {timeText(hold.starts_at, zone, locale)} {zoneText(hold.starts_at, zone, locale)}{" "}
              again
            </Button>
            <Button onClick={props.onLeave}>Choose another time</Button>
          </>
        }
      >
        <p>It may still be free.</p>
      </Notice>
    );
  }
  return (
    <form ref={form} className={classes.form} onSubmit={send} noValidate aria-label="Your details">
      <Countdown left={left} />
      <TextField {...field("name")} label="Your name" autoComplete="name" />
      <div className={classes.pair}>
        <TextField
          {...field("email")}
          label="E-mail"
          type="email"
          inputMode="email"
          autoComplete="email"
        />
        <TextField {...field("phone")} label="Phone" type="tel" autoComplete="tel" optional />
      </div>
      <IntakeFields
        questions={hold.questions}
        answers={details.answers}
        errors={unanswered}
        locale={locale}
        onAnswer={(id, answer) =>
          onDetails((old) => ({ ...old, answers: { ...old.answers, [id]: answer } }))
        }
      />
      <PaymentField
        asked={hold.payment}
        value={details.payment_method}
        error={errors.payment_method}
        onChange={(payment_method) => onDetails((old) => ({ ...old, payment_method }))}
      />
      <TextAreaField {...field("notes")} label="Anything we should know?" rows={3} optional />
      {failure && <Notice tone="danger" title={failure} />}
      <div className={classes.actions}>
        <Button look="primary" large type="submit" busy={isSending}>
          {props.needsApproval ? "Ask for" : "Book"} {timeText(hold.starts_at, zone, locale)}{" "}
          {zoneText(hold.starts_at, zone, locale)}
        </Button>
      </div>
      {props.needsApproval && (
        <p className={classes.muted}>The business confirms this by hand. You will get an e-mail.</p>
      )}
    </form>
  );
}

function Countdown({ left }: { left: number }) {
  const text = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  return (
    <div className={classes.held} data-urgent={left <= 60}>
      <Icon name="clock" />
      <span>This time is held for you</span>
      <time dateTime={`PT${left}S`}>{text}</time>
      <span className="visually-hidden" role="status">
        {left === 60 ? "One minute left to finish this booking." : ""}
      </span>
    </div>
  );
}
