import { FittedText, FONT, useFitted } from "../../ui/document/FittedText";
import type { Size } from "../../ui/document/placing";
import { Icon, type IconName } from "../../ui/light/Icon";
import type { Sentence } from "../../ui/speech/languages";
import { isFilled } from "./answering";
import { useDesk } from "./desk";
import type { OnPageProps } from "./FieldOnPage";
import classes from "./Fields.module.css";
import { SheetButton } from "./SheetButton";
import { textOf } from "./showing";

const PROMPTS: Record<string, Sentence> = {
  signature: "Sign here",
  initials: "Initials",
  attachment: "Add a file",
};

/** What stays free on both sides of the prompt, and what its icon takes. */
const EDGES_PX = 12;
const ICON_PX = 22;
const LARGEST_PX = 14;
/** Smaller boxes have room for the words only. */
const ROOMY: Size = { width: 140, height: 26 };

/** A signature, initials or a file: pressed, then given in a dialog. */
export function PictureOnPage({ field, size, scale }: OnPageProps) {
  const { answers, view, locale, words } = useDesk();
  const { say } = words;
  const prompt = say(PROMPTS[field.type] ?? "Sign here");
  const value = answers.values[field.id];
  if (!isFilled(value) || !value || typeof value !== "object") {
    return (
      <SheetButton field={field} prompt={prompt} said={null}>
        <Call
          icon={field.type === "attachment" ? "upload" : "pen"}
          text={prompt}
          size={size}
          scale={scale}
        />
      </SheetButton>
    );
  }
  if ("image_id" in value) {
    return (
      <SheetButton field={field} said={say("signed, press to change")}>
        <img className={classes.picture} src={view.images?.[value.image_id]} alt="" />
      </SheetButton>
    );
  }
  const name = textOf(value, view, locale);
  return (
    <SheetButton field={field} said={say("{name}, press to change", { name })}>
      <FittedText text={name} size={size} scale={scale} largestPt={field.font_size_pt} />
    </SheetButton>
  );
}

interface CallProps {
  icon: IconName;
  text: string;
  size: Size;
  scale: number;
}

/** What an empty box asks for, whole in every language: smaller, or in two lines. */
function Call({ icon, text, size, scale }: CallProps) {
  const isRoomy = size.width >= ROOMY.width && size.height >= ROOMY.height;
  const block = useFitted({
    text,
    size: { ...size, width: size.width - EDGES_PX - (isRoomy ? ICON_PX : 0) },
    scale,
    largestPt: LARGEST_PX / scale,
  });
  return (
    <span className={classes.call}>
      {isRoomy && <Icon name={icon} size={16} />}
      <span style={{ fontFamily: FONT, fontSize: block.size }}>{block.lines.join("\n")}</span>
    </span>
  );
}
