import type { Sentence } from "../../ui/speech/languages";

export type InkKind = "signature" | "initials";
type Sentences = Record<
  "how" | "yours" | "pad" | "missing" | "photo" | "chosen" | "use" | "madeHere" | "remembered",
  Sentence
>;

/** What the pad says of a signature, and of initials. */
export const PAD: Readonly<Record<InkKind, Sentences>> = {
  signature: {
    how: "How to give your signature",
    yours: "Your signature",
    pad: "Pad to draw your signature on. Without a pointer, use Type instead.",
    missing: "Please type your signature.",
    photo: "A photo of your signature in dark ink on white paper",
    chosen: "Your signature, as it was chosen",
    use: "Use this signature",
    madeHere: "Use the signature you made here",
    remembered: "Use your remembered signature",
  },
  initials: {
    how: "How to give your initials",
    yours: "Your initials",
    pad: "Pad to draw your initials on. Without a pointer, use Type instead.",
    missing: "Please type your initials.",
    photo: "A photo of your initials in dark ink on white paper",
    chosen: "Your initials, as they were chosen",
    use: "Use this as my initials",
    madeHere: "Use the initials you made here",
    remembered: "Use your remembered initials",
  },
};
