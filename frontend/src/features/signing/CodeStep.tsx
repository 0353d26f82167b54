import { type FormEvent, useEffect, useRef, useState } from "react";
import { checkSigningCode, sendSigningCode } from "../../api/generated/api";
import type { Signing } from "../../api/generated/api.schemas";
import { isProblem } from "../../api/problem";
import { useNow } from "../../lib/useNow";
import { Button } from "../../ui/light/Button";
import { focusFirstInvalid, TextField } from "../../ui/light/Field";
import { Notice } from "../../ui/light/Notice";
import { messageIn } from "../../ui/speech/problems";
import { useWords } from "../../ui/speech/words";
import classes from "./Signing.module.css";
import type { SigningSession } from "./useSigning";

interface CodeStepProps {
  session: SigningSession;
  view: Signing;
}

const AGAIN_AFTER_MS = 30_000;

/** The sender asked that the signer shows they read the mailbox; only then is anything shown. */
export function CodeStep({ session, view }: CodeStepProps) {
  const [sentAt, setSentAt] = useState<number | null>(null);
  const [code, setCode] = useState("");
  const [error, setError] = useState<string | undefined>();
  const [failure, setFailure] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const again = useRef<HTMLDivElement>(null);
  // The input that had the focus is gone.
  useEffect(() => {
    if (isOver) again.current?.querySelector("button")?.focus();
  }, [isOver]);
  const now = useNow(1_000);
  const { token } = session;
  const words = useWords();
  const { say } = words;
  const { email_hint: hint } = view.verification;
  const wait = sentAt ? Math.ceil((sentAt + AGAIN_AFTER_MS - now) / 1000) : 0;

  const act = async (what: () => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    setError(undefined);
    try {
      await what();
    } catch (problem) {
      setFailure(messageIn(problem, words));
    } finally {
      setBusy(false);
    }
  };
  const send = () =>
    act(async () => {
      await sendSigningCode(token);
      setOver(false);
      setCode("");
      setSentAt(Date.now());
      setTimeout(() => form.current?.querySelector("input")?.focus(), 0);
    });
  const check = (event: FormEvent) => {
    event.preventDefault();
    if (!/^\d{6}$/.test(code.trim())) {
      setError(say("Please enter the six digits from the mail."));
      focusFirstInvalid(form.current);
      return;
    }
    void act(async () => {
      try {
        session.show(await checkSigningCode(token, { code: code.trim() }));
      } catch (problem) {
        // There is nothing left to enter it into.
        const isSpent = isProblem(problem, "code-used-up", "code-over");
        setOver(isSpent);
        if (isSpent || isProblem(problem, "offline", "unreadable")) throw problem;
        setError(messageIn(problem, words));
        focusFirstInvalid(form.current);
      }
    });
  };
  return (
    <div className={classes.card}>
      <div>
        <h1 className={classes.title}>{say("First, let us check that it is you")}</h1>
        <p className={classes.lead}>
          {say("{sender} asked for it: we send a code of six digits to {email}.", {
            sender: view.contract.sender_name,
            email: hint,
          })}
        </p>
      </div>
      {sentAt === null || isOver ? (
        <div ref={again} className={classes.actions}>
          <Button look="primary" large busy={isBusy} onClick={send}>
            {isOver ? say("Send a new code") : say("Send me the code")}
          </Button>
        </div>
      ) : (
        <form ref={form} className={classes.form} onSubmit={check} noValidate>
          <TextField
            label={say("Code from the mail")}
            value={code}
            error={error}
            hint={say("It is good for 10 minutes. Look in the spam folder, too.")}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            onChange={(event) => setCode(event.target.value.replace(/\D/g, ""))}
          />
          <div className={classes.actions}>
            <Button look="primary" large type="submit" busy={isBusy}>
              {say("Continue")}
            </Button>
            <Button look="quiet" large disabled={wait > 0 || isBusy} onClick={send}>
              {wait > 0
                ? say("New code in {seconds} s", { seconds: wait })
                : say("Send a new code")}
            </Button>
          </div>
        </form>
      )}
      {failure && <Notice tone="danger" title={failure} />}
    </div>
  );
}
