import type { MailText, NewMailText } from "../../api/generated/api.schemas";

/** Whether the text names a variable, as the server reads it. */
function names({ subject, body }: NewMailText, variable: string): boolean {
  return new RegExp(`\\{\\{\\s*${variable}\\s*\\}\\}`).test(`${subject}\n${body}`);
}

/** What readers would not learn, in words; null when nothing is missing. */
export function lacksOf({ kind, variables }: MailText, values: NewMailText): string | null {
  if (kind === "series") {
    return names(values, "times") ? null : "This mail does not name the times: put in {{times}}.";
  }
  const tellsTime = variables.some(({ name }) => name === "when");
  if (!tellsTime || names(values, "details") || names(values, "when")) return null;
  return "This mail does not say when the appointment is: put in {{details}} or {{when}}.";
}
