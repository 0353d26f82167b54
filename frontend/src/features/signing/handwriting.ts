import "@fontsource/caveat/400.css";
import "@fontsource/dancing-script/400.css";
import "@fontsource/great-vibes/400.css";
import "@fontsource/sacramento/400.css";
import { pngOf } from "./ink";

/** Under the Open Font License; letters that none of them has are drawn in the device's own. */
export const HANDS = ["Caveat", "Dancing Script", "Great Vibes", "Sacramento"] as const;
export type Hand = (typeof HANDS)[number];

const HEIGHT_PX = 320;
const LETTER_PX = 150;
const WIDEST_PX = 1_600;

export function familyOf(hand: Hand): string {
  return `"${hand}", cursive`;
}

/** The words as a picture, in that hand. */
export async function written(text: string, hand: Hand): Promise<string | null> {
  await document.fonts?.load(`${LETTER_PX}px ${familyOf(hand)}`, text).catch(() => {});
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.font = `${LETTER_PX}px ${familyOf(hand)}`;
  const wide = context.measureText(text).width + LETTER_PX;
  const size = wide > WIDEST_PX ? (LETTER_PX * WIDEST_PX) / wide : LETTER_PX;
  canvas.width = Math.min(wide, WIDEST_PX);
  canvas.height = HEIGHT_PX;
  // A new size forgets the font.
  context.font = `${size}px ${familyOf(hand)}`;
  context.fillStyle = "#17171c";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, canvas.width / 2, canvas.height / 2);
  return pngOf(canvas);
}
