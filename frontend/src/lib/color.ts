/** Colour sums for brand colours: hex in, hex out. */

type Rgb = [number, number, number];

export const DEFAULT_BRAND = "#5250d6";

function parse(hex: string): Rgb {
  const full = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, "$&$&") : hex;
  const value = Number.parseInt(full.slice(1, 7), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function hexOf(rgb: Rgb): string {
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

export function isHexColor(text: string): boolean {
  return /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(text);
}

/** `share` of the second colour, 0..1. */
export function mix(first: string, second: string, share: number): string {
  const [a, b] = [parse(first), parse(second)];
  return hexOf(a.map((part, at) => part + ((b[at] ?? 0) - part) * share) as Rgb);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = parse(hex).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(first: string, second: string): number {
  const [low = 0, high = 0] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** The colour, moved towards `towards` only as far as 4.5:1 on the ground asks. */
export function readableOn(ground: string, color: string, towards: string): string {
  for (let share = 0; share < 1; share += 0.05) {
    const candidate = mix(color, towards, share);
    if (contrast(candidate, ground) >= 4.6) return candidate;
  }
  return towards;
}

/** Ten shades for Mantine, light to dark; the seventh carries white text at 4.5:1. */
export function shadesOf(brand: string): string[] {
  const base = readableOn("#ffffff", isHexColor(brand) ? brand : DEFAULT_BRAND, "#000000");
  const light = [0.94, 0.86, 0.72, 0.55, 0.38, 0.2].map((share) => mix(base, "#ffffff", share));
  const dark = [0.12, 0.25, 0.4].map((share) => mix(base, "#000000", share));
  return [...light, base, ...dark];
}

/** The brand's variables, each readable where it is used. */
export function brandVariables(brand: string | undefined): Record<string, string> {
  const color = brand && isHexColor(brand) ? brand : DEFAULT_BRAND;
  return {
    "--brand-fill": readableOn("#ffffff", color, "#000000"),
    "--brand-on-light": readableOn("#f4f4f6", color, "#000000"),
    "--brand-on-dark": readableOn("#26272c", color, "#ffffff"),
  };
}

/** Sets the brand's variables on the page; through the CSSOM, which the CSP allows. */
export function applyBrand(brand: string | undefined, style = document.documentElement.style) {
  for (const [name, value] of Object.entries(brandVariables(brand))) style.setProperty(name, value);
}
