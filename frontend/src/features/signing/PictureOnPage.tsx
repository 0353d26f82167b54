import { FittedText } from "../../ui/document/FittedText";
import { Icon } from "../../ui/light/Icon";
import { isFilled } from "./answering";
import { useDesk } from "./desk";
import type { OnPageProps } from "./FieldOnPage";
import classes from "./Fields.module.css";
import { SheetButton } from "./SheetButton";
import { textOf } from "./showing";

const PROMPTS: Record<string, string> = {
  signature: "Sign here",
  initials: "Initials",
  attachment: "Add a file",
};

/** A signature, initials or a file: pressed, then given in a dialog. */
export function PictureOnPage({ field, size, scale }: OnPageProps) {
  const { answers, view, locale } = useDesk();
  const value = answers.values[field.id];
  if (!isFilled(value) || !value || typeof value !== "object") {
    const isLow = size.height < 26;
    return (
      <SheetButton field={field} prompt={PROMPTS[field.type]} said={null}>
        <span className={classes.call}>
          {!isLow && <Icon name={field.type === "attachment" ? "upload" : "pen"} size={16} />}
          {PROMPTS[field.type]}
        </span>
      </SheetButton>
    );
  }
  if ("image_id" in value) {
    return (
      <SheetButton field={field} said="signed, press to change">
        <img className={classes.picture} src={view.images?.[value.image_id]} alt="" />
      </SheetButton>
    );
  }
  const name = textOf(value, view, locale);
  return (
    <SheetButton field={field} said={`${name}, press to change`}>
      <FittedText text={name} size={size} scale={scale} largestPt={field.font_size_pt} />
    </SheetButton>
  );
}
