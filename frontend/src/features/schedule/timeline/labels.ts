/** What fits on an appointment of that many pixels, so that no word is ever cut. */
export interface BarLabel {
  main: string;
  detail: string;
}

export interface BarTexts {
  customer: string;
  service: string;
  time: string;
}

const LETTER_PX = 6.9;
const SMALL_LETTER_PX = 6.3;
const PADDING_PX = 22;

function fits(text: string, width: number, letter: number): boolean {
  return text.length * letter <= width - PADDING_PX;
}

/** "Nia Nash", "Nia N.", "Nia", "NN", and then nothing: the card on hover says it all. */
function shorterNames(name: string): string[] {
  const words = name.split(/\s+/).filter(Boolean);
  const first = words[0] ?? "";
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? "") : "";
  const short = last ? [`${first} ${last}.`, first] : [];
  return [name, ...short, (first[0] ?? "") + last];
}

export function labelFor(texts: BarTexts, width: number): BarLabel {
  const names = shorterNames(texts.customer);
  const details = [`${texts.time} · ${texts.service}`, texts.service, texts.time];
  return {
    main: names.find((name) => fits(name, width, LETTER_PX)) ?? tiny(names.at(-1) ?? "", width),
    detail: details.find((detail) => fits(detail, width, SMALL_LETTER_PX)) ?? "",
  };
}

const INITIALS_PX = 27;
const LETTER_ONLY_PX = 17;

/** Initials need less padding than words. */
function tiny(initials: string, width: number): string {
  if (width >= INITIALS_PX) return initials;
  return width >= LETTER_ONLY_PX ? initials.slice(0, 1) : "";
}
