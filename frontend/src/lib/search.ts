/** In lower case and without accents: letters that are spelled out, as ß, stay as they are. */
export function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
}

/** What is said where a search found nobody: `otherwise`, unless too little of a number was typed. */
export function nobodyText(search: string, otherwise: string): string {
  const isNumber = !/\p{L}/u.test(search);
  const digits = search.replace(/\D/g, "").length;
  return isNumber && digits > 0 && digits < 3
    ? "Type at least three digits of a phone number."
    : otherwise;
}
