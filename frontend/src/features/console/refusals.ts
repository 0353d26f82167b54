import { isProblem, messageOf } from "../../api/problem";

type Control = HTMLInputElement | HTMLSelectElement;

/** What was refused stands beside its field, with the focus on the first, or above the form. */
export function showRefusal(form: HTMLFormElement, error: unknown): void {
  const refused = Object.entries(isProblem(error) ? error.fields : {}).flatMap(([name, words]) => {
    const control = visibleControl(form, name);
    return control ? [{ control, words }] : [];
  });
  for (const { control, words } of refused) mark(control, words);
  const [first] = refused;
  if (first) {
    first.control.focus();
    return;
  }
  const place = form.querySelector<HTMLElement>("[data-refusal]");
  if (!place) throw error;
  place.hidden = false;
  place.textContent = messageOf(error);
}

/** The form as if nothing had been refused. */
export function forgetRefusal(form: HTMLFormElement): void {
  for (const words of form.querySelectorAll("[data-wrong]")) words.remove();
  for (const control of form.querySelectorAll("[aria-invalid]")) {
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-errormessage");
  }
  const place = form.querySelector<HTMLElement>("[data-refusal]");
  if (place) place.hidden = true;
}

function mark(control: Control, words: string): void {
  const told = control.ownerDocument.createElement("p");
  told.className = "wrong";
  told.id = `wrong-${control.form?.closest("dialog")?.id ?? "form"}-${control.name}`;
  told.dataset.wrong = "";
  told.textContent = words;
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-errormessage", told.id);
  (control.closest("label") ?? control).after(told);
}

/** The field of this name that one can see. */
export function visibleControl(form: HTMLFormElement, name: string): Control | null {
  const found = form.elements.namedItem(name);
  const isControl = found instanceof HTMLInputElement || found instanceof HTMLSelectElement;
  return isControl && found.type !== "hidden" ? found : null;
}
