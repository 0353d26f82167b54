import { type FormEvent, useRef, useState } from "react";
import { delegateSigning } from "../../api/generated/api";
import { isProblem } from "../../api/problem";
import { Button } from "../../ui/light/Button";
import { Dialog } from "../../ui/light/Dialog";
import { focusFirstInvalid, TextAreaField, TextField } from "../../ui/light/Field";
import { Notice } from "../../ui/light/Notice";
import { messageIn } from "../../ui/speech/problems";
import { useWords, type Words } from "../../ui/speech/words";
import { CLOSED } from "./answerQueue";
import type { Delegated } from "./EndState";
import sheet from "./Sheet.module.css";
import type { SigningSession } from "./useSigning";

interface DelegateDialogProps {
  session: SigningSession;
  person: Person;
  onPerson: (person: Person) => void;
  onClose: () => void;
  onDelegated: (to: Delegated) => void;
}

type Person = Record<"name" | "email" | "reason", string>;
type Errors = Partial<Person>;

function check({ name, email }: { name: string; email: string }, { say }: Words): Errors {
  return {
    ...(!name.trim() && { name: say("Please enter their name.") }),
    ...(!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) && {
      email: say("Please enter their e-mail address."),
    }),
  };
}

/** Somebody else gets the signer's place and a link of their own. */
export function DelegateDialog({
  session,
  person,
  onPerson,
  onClose,
  onDelegated,
}: DelegateDialogProps) {
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const words = useWords();
  const { say } = words;

  const refuse = (found: Errors) => {
    setErrors(found);
    setFailure(null);
    focusFirstInvalid(form.current);
  };
  const delegate = async (event: FormEvent) => {
    event.preventDefault();
    const found = check(person, words);
    if (Object.keys(found).length > 0) return refuse(found);
    setBusy(true);
    setErrors({});
    setFailure(null);
    try {
      const { name, email, reason } = person;
      const body = { name: name.trim(), email: email.trim(), reason: reason.trim() };
      onDelegated(await delegateSigning(session.token, body));
    } catch (problem) {
      setBusy(false);
      if (isProblem(problem, ...CLOSED)) session.reload();
      if (isProblem(problem) && Object.keys(problem.fields).length > 0) refuse(problem.fields);
      else setFailure(messageIn(problem, words));
    }
  };
  const field = (name: keyof Person) => ({
    value: person[name],
    error: errors[name] && words.sayAny(errors[name]),
    onChange: (event: { target: { value: string } }) =>
      onPerson({ ...person, [name]: event.target.value }),
  });
  return (
    <Dialog title={say("Who should sign instead?")} look="sheet" onClose={onClose}>
      <form ref={form} className={sheet.form} onSubmit={delegate} noValidate>
        <p className={sheet.text}>
          {say(
            "They get a link of their own, and yours ends. What you have filled in is not passed on. Where the document names you, it still does: they sign in your place.",
          )}
        </p>
        <TextField
          {...field("name")}
          label={say("Their name")}
          autoComplete="off"
          maxLength={120}
        />
        <TextField
          {...field("email")}
          label={say("Their e-mail")}
          type="email"
          inputMode="email"
          autoComplete="off"
        />
        <TextAreaField {...field("reason")} label={say("A word to them")} rows={2} optional />
        {failure && <Notice tone="danger" title={failure} />}
        <div className={sheet.actions}>
          <Button large onClick={onClose}>
            {say("Keep it mine")}
          </Button>
          <Button look="primary" large type="submit" busy={isBusy}>
            {say("Send it to them")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
