import { forgetRefusal, visibleControl } from "./refusals";
import { send } from "./sending";

/** Buttons with `data-dialog` open the form of that name, filled in with their row. */
export function dialogs(root: Document): void {
  root.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    const opener = target.closest<HTMLElement>("[data-dialog]");
    if (opener) open(root, opener);
    target.closest("[data-close]")?.closest("dialog")?.close();
  });
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
    event.preventDefault();
    void send(form);
  });
}

function open(root: Document, opener: HTMLElement): void {
  const dialog = root.getElementById(`dialog-${opener.dataset.dialog}`);
  if (!(dialog instanceof HTMLDialogElement)) return;
  const name = opener.dataset.name ?? "";
  for (const part of dialog.querySelectorAll<HTMLElement>("[data-named]")) {
    part.textContent = (part.dataset.named ?? "").replaceAll("{name}", name);
  }
  const form = dialog.querySelector("form");
  if (form) fill(form, opener);
  dialog.showModal();
}

/** The row's own values, in their fields where there are such; or one `id` for each chosen row. */
function fill(form: HTMLFormElement, opener: HTMLElement): void {
  for (const old of form.querySelectorAll("[data-filled]")) old.remove();
  form.reset();
  forgetRefusal(form);
  form.dataset.values = opener.dataset.values ?? "{}";
  if ("api" in form.dataset) return;
  const chosen = opener.dataset.chosen?.split(" ").map((id): [string, string] => ["id", id]);
  const own = Object.entries<string>(JSON.parse(form.dataset.values));
  for (const [name, value] of chosen ?? own) {
    const control = visibleControl(form, name);
    if (control) control.value = value;
    else form.append(hidden(name, value));
  }
}

function hidden(name: string, value: string): HTMLInputElement {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = name;
  field.value = value;
  field.dataset.filled = "";
  return field;
}
