const CONTROLS = "input, textarea, select, [contenteditable='true'], [aria-pressed='true']";

function heldBy(control: Element): string {
  if (!(control instanceof HTMLInputElement)) {
    return "value" in control ? String(control.value) : (control.textContent ?? "");
  }
  if (control.type === "checkbox" || control.type === "radio") return String(control.checked);
  return control.type === "file" ? String(control.files?.length) : control.value;
}

/** Everything that is typed, chosen and ticked within an element, to be compared with what it was before. */
export function filledIn(within: Element): string {
  return JSON.stringify([...within.querySelectorAll(CONTROLS)].map(heldBy));
}
