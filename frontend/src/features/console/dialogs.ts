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
    if ("api" in form.dataset) {
      event.preventDefault();
      void send(form);
    } else sendOnce(form);
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

/** The row's own values, or one `id` for each chosen row. */
function fill(form: HTMLFormElement, opener: HTMLElement): void {
  for (const old of form.querySelectorAll("[data-filled]")) old.remove();
  const refusal = form.querySelector<HTMLElement>("[data-refusal]");
  if (refusal) refusal.hidden = true;
  form.dataset.values = opener.dataset.values ?? "{}";
  if ("api" in form.dataset) return;
  const chosen = opener.dataset.chosen?.split(" ").map((id): [string, string] => ["id", id]);
  const own = Object.entries<string>(JSON.parse(form.dataset.values));
  for (const [name, value] of chosen ?? own) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    field.dataset.filled = "";
    form.append(field);
  }
}

function sendOnce(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
  // Disabled only after the form was read, and free again when the page is shown from memory.
  setTimeout(() => button?.setAttribute("disabled", ""));
  window.addEventListener("pageshow", () => button?.removeAttribute("disabled"), { once: true });
}
