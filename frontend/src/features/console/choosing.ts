/** Chosen rows are counted on the button that acts on all of them. */
export function choosing(root: Document): void {
  const button = root.querySelector<HTMLElement>("[data-bulk]");
  const all = root.querySelector<HTMLInputElement>("[data-choose-all]");
  const rows = [...root.querySelectorAll<HTMLInputElement>("[data-choose]")];
  if (!button || !all) return;
  const show = () => {
    const chosen = rows.filter(({ checked }) => checked).map(({ value }) => value);
    button.hidden = chosen.length === 0;
    button.dataset.chosen = chosen.join(" ");
    button.dataset.name = `${chosen.length} chosen`;
    all.checked = rows.length > 0 && chosen.length === rows.length;
    all.indeterminate = chosen.length > 0 && !all.checked;
    const count = button.querySelector("[data-count]");
    if (count) count.textContent = `${chosen.length} chosen`;
  };
  all.disabled = rows.length === 0;
  all.addEventListener("change", () => {
    for (const row of rows) row.checked = all.checked;
    show();
  });
  for (const row of rows) row.addEventListener("change", show);
  show();
}
