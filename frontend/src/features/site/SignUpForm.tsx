import { type FormEvent, useRef, useState } from "react";
import { signUp } from "../../api/generated/api";
import type { SignUp } from "../../api/generated/api.schemas";
import { idempotent } from "../../api/http";
import { usePasswordVerdict, verdictText } from "../../api/passwordVerdict";
import { isProblem, messageOf } from "../../api/problem";
import { useSubmission } from "../../api/submission";
import { offsetText } from "../../lib/format";
import { checkPassword, PASSWORD_RULE } from "../../lib/password";
import { allZones, deviceZone } from "../../lib/zones";
import { Button } from "../../ui/light/Button";
import { focusFirstInvalid, TextField } from "../../ui/light/Field";
import { Notice } from "../../ui/light/Notice";
import classes from "./Landing.module.css";
import { subdomainFrom, useSubdomainCheck } from "./useSubdomainCheck";

type Errors = Partial<Record<keyof SignUp, string>>;

function check(values: SignUp): Errors {
  const errors: Errors = {};
  if (!values.business_name.trim()) errors.business_name = "What is the business called?";
  if (!values.subdomain) errors.subdomain = "Choose an address.";
  if (!allZones().includes(values.time_zone)) {
    errors.time_zone = "Choose a zone from the list, such as Europe/Berlin.";
  }
  if (!values.name.trim()) errors.name = "Enter your name.";
  if (!/.+@.+\..+/.test(values.email)) errors.email = "Enter your e-mail address.";
  const password = checkPassword(values.password);
  if (password) errors.password = password;
  return errors;
}

export function SignUpForm({ baseUrl }: { baseUrl: string }) {
  const [values, setValues] = useState<SignUp>(() => ({
    business_name: "",
    subdomain: "",
    time_zone: deviceZone(),
    name: "",
    email: "",
    password: "",
  }));
  const [isOwnAddress, setOwnAddress] = useState(false);
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const submitOnce = useSubmission();
  const subdomain = useSubdomainCheck(values.subdomain);
  const verdict = usePasswordVerdict(values.password, [
    values.name,
    values.email,
    values.business_name,
  ]);
  const taken =
    subdomain && !subdomain.available ? (subdomain.reason ?? "This address is taken.") : undefined;

  const refuse = (found: Errors) => {
    setErrors(found);
    focusFirstInvalid(form.current);
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const found = check(values);
    if (taken) found.subdomain = taken;
    if (Object.keys(found).length > 0) return refuse(found);
    setErrors({});
    setFailure(null);
    setSending(true);
    try {
      const { url } = await submitOnce(values, (body, key) => signUp(body, idempotent(key)));
      window.location.assign(url);
    } catch (error) {
      setSending(false);
      if (isProblem(error, "subdomain-taken")) return refuse({ subdomain: error.message });
      if (isProblem(error) && Object.keys(error.fields).length > 0) return refuse(error.fields);
      setFailure(messageOf(error));
    }
  };
  const set = (change: Partial<SignUp>) => setValues((old) => ({ ...old, ...change }));
  const field = (name: keyof SignUp) => ({
    name,
    value: values[name],
    error: errors[name],
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  });

  return (
    <form ref={form} className={classes.form} onSubmit={send} noValidate aria-label="Sign up">
      <TextField
        {...field("business_name")}
        label="Business"
        autoComplete="organization"
        onChange={({ target: { value } }) =>
          set({
            business_name: value,
            ...(!isOwnAddress && { subdomain: subdomainFrom(value) }),
          })
        }
      />
      <TextField
        {...field("subdomain")}
        label="Address"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        suffix={`.${hostOf(baseUrl)}`}
        error={errors.subdomain ?? taken}
        hint={
          subdomain?.available ? (
            <span className={classes.ok} role="status">
              {subdomain.subdomain} is free
            </span>
          ) : undefined
        }
        onChange={({ target: { value } }) => {
          setOwnAddress(value !== "");
          set({ subdomain: value.toLowerCase().replace(/\s+/g, "-") });
        }}
      />
      <TextField
        {...field("time_zone")}
        label="Time zone"
        list="zones"
        autoComplete="off"
        hint={zoneHint(values.time_zone)}
        onFocus={(event) => event.target.select()}
      />
      <datalist id="zones">
        {allZones().map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <TextField {...field("name")} label="Your name" autoComplete="name" />
      <TextField {...field("email")} label="E-mail" type="email" autoComplete="username" />
      <TextField
        {...field("password")}
        label="Password"
        type="password"
        autoComplete="new-password"
        hint={<span role="status">{verdict ? verdictText(verdict) : PASSWORD_RULE}</span>}
      />
      {failure && <Notice tone="danger" title={failure} />}
      <Button look="primary" large wide type="submit" busy={isSending}>
        Create my business
      </Button>
    </form>
  );
}

function hostOf(baseUrl: string): string {
  try {
    return new URL(baseUrl).hostname;
  } catch {
    return window.location.hostname;
  }
}

function zoneHint(zone: string): string | undefined {
  if (!allZones().includes(zone)) return undefined;
  const found = zone === deviceZone() ? ", found on this device" : "";
  return `${offsetText(Date.now(), zone)}${found}`;
}
