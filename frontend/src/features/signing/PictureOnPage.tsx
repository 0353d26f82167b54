import { FittedText } from "../../ui/document/FittedText";
import { Icon } from "../../ui/light/Icon";
import { isFilled } from "./answering";
import { useDesk } from "./desk";
import type { OnPageProps } from "./FieldOnPage";
import classes from "./Fields.module.css";
import { SheetButton } from "./SheetButton";
import { textOf } from "./showing";
import type { Sentence } from "./words/languages";

const PROMPTS: Record<string, Sentence> = {
  signature: "Sign here",
  initials: "Initials",
  attachment: "Add a file",
};

/** A signature, initials or a file: pressed, then given in a dialog. */
export function PictureOnPage({ field, size, scale }: OnPageProps) {
  const { answers, view, locale, words } = useDesk();
  const { say } = words;
  const prompt = say(PROMPTS[field.type] ?? "Sign here");
  const value = answers.values[field.id];
  if (!isFilled(value) || !value || typeof value !== "object") {
    const isLow = size.height < 26;
    return (
      <SheetButton field={field} prompt={prompt} said={null}>
        <span className={classes.call}>
          {!isLow && <Icon name={field.type === "attachment" ? "upload" : "pen"} size={16} />}
          {prompt}
        </span>
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
