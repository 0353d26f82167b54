import type { UseFormReturnType } from "@mantine/form";
import { isProblem } from "../api/problem";

type Form = Pick<UseFormReturnType<never>, "getInputNode">;

/** For `form.onSubmit`: moves to the first field that has an error. */
export function focusFirstError(form: { getInputNode: Form["getInputNode"] | unknown }) {
  const nodeOf = form.getInputNode as (path: string) => HTMLElement | null;
  return (errors: Record<string, unknown>) => {
    const first = Object.keys(errors).find((path) => errors[path]);
    if (first) nodeOf(first)?.focus();
  };
}

interface ServerForm {
  setErrors: (errors: Record<string, string>) => void;
  getInputNode: unknown;
}

/** Puts what the server refused beside the fields. False when it named none. */
export function showFieldErrors(form: ServerForm, error: unknown): boolean {
  if (!isProblem(error) || Object.keys(error.fields).length === 0) return false;
  form.setErrors(error.fields);
  focusFirstError(form)(error.fields);
  return true;
}
