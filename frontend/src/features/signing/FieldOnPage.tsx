import type { SigningField } from "../../api/generated/api.schemas";
import { dayText } from "../../lib/format";
import { dayOf } from "../../lib/zones";
import { FittedText } from "../../ui/document/FittedText";
import type { Place, Size } from "../../ui/document/placing";
import { useWords } from "../../ui/speech/words";
import { isAnswerable, isFilled, labelOf } from "./answering";
import { ChoiceOnPage, TickOnPage } from "./ChoiceOnPage";
import { useDesk } from "./desk";
import classes from "./Fields.module.css";
import { InputOnPage } from "./InputOnPage";
import { PictureOnPage } from "./PictureOnPage";
import { textOf } from "./showing";

export interface OnPageProps {
  field: SigningField;
  place: Place;
  size: Size;
  scale: number;
}

/** One field in its box: to be answered, or only shown. */
export function FieldOnPage(props: OnPageProps) {
  const desk = useDesk();
  const { field } = props;
  if (!desk.canSign || !isAnswerable(field)) return <Shown {...props} />;
  switch (field.type) {
    case "signature":
    case "initials":
    case "attachment":
      return <PictureOnPage {...props} />;
    case "checkbox":
      return <TickOnPage {...props} />;
    case "radio":
      if (props.place.option !== null) return <TickOnPage {...props} />;
      return <ChoiceOnPage {...props} />;
    case "dropdown":
      return <ChoiceOnPage {...props} />;
    default:
      return <InputOnPage {...props} />;
  }
}

/** What somebody else answers, or what is filled in by itself. */
function Shown(props: OnPageProps) {
  const { field, place } = props;
  const { answers, view, locale, zone, words } = useDesk();
  const { say } = words;
  const value = answers.values[field.id];
  if (isFilled(value)) return <ShownValue {...props} />;
  if (field.type === "checkbox" || field.type === "radio") {
    return place.option === null || field.is_mine ? null : <Pending {...props} />;
  }
  if (field.type === "date_signed" && field.is_mine && view.can_sign) {
    const today = dayText(dayOf(new Date(), zone), locale, "date");
    return (
      <div className={classes.later} title={say("Filled in when you sign")}>
        <FittedText {...fitting(props)} text={today} />
        <span className="visually-hidden">
          {say("{label}: filled in when you sign", { label: labelOf(field, say) })}
        </span>
      </div>
    );
  }
  return field.type === "note" ? null : <Pending {...props} />;
}

function Pending({ field }: OnPageProps) {
  const { say } = useDesk().words;
  if (field.is_mine) return null;
  return (
    <div className={classes.theirs}>
      <span className="visually-hidden">
        {say("{label}: for somebody else to fill in", { label: labelOf(field, say) })}
      </span>
    </div>
  );
}

function ShownValue(props: OnPageProps) {
  const { field, place } = props;
  const { answers, view, locale, words } = useDesk();
  const label = labelOf(field, words.say);
  const value = answers.values[field.id];
  if (value && typeof value === "object" && "image_id" in value) {
    const image = view.images?.[value.image_id];
    return image ? <img className={classes.picture} src={image} alt={label} /> : null;
  }
  if (value === true || place.option !== null) {
    return value === true || value === place.option ? <Tick label={label} /> : null;
  }
  return (
    <div className={classes.shown}>
      <FittedText {...fitting(props)} text={textOf(value, view, locale)} />
    </div>
  );
}

function fitting({ field, size, scale }: OnPageProps) {
  return { size, scale, largestPt: field.font_size_pt, align: field.align };
}

/** The same check mark as in the PDF. */
export function Tick({ label }: { label?: string }) {
  const { say } = useWords();
  return (
    <svg
      className={classes.tick}
      viewBox="0 0 100 100"
      role={label ? "img" : undefined}
      aria-label={label && say("{label}: ticked", { label })}
      aria-hidden={!label}
    >
      <path d="M20 50L42 75L80 22" />
    </svg>
  );
}
