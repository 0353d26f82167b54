import { IconCheck } from "@tabler/icons-react";
import type { ContractField } from "../../api/generated/api.schemas";
import { FittedText } from "../document/FittedText";
import type { Place, Size } from "../document/placing";
import classes from "./FieldFace.module.css";
import { fieldLook, fieldName } from "./fieldTypes";
import { inRoleColor } from "./roleColors";

interface FieldFaceProps {
  field: ContractField;
  place: Place;
  size: Size;
  /** Pixels in a point of the paper. */
  scale: number;
  color: string;
  value?: unknown;
  /** Somebody else's: there to be seen, but faint. */
  isFaint?: boolean;
}

/** A field on the page as it looks before somebody fills it in, or with what it holds. */
export function FieldFace(props: FieldFaceProps) {
  const { field, color, isFaint, value } = props;
  const isFilled = value !== undefined && value !== null && value !== "" && value !== false;
  return (
    <span
      className={classes.face}
      style={inRoleColor(color)}
      data-faint={isFaint || undefined}
      data-filled={isFilled || field.type === "note" || undefined}
    >
      {isFilled || field.type === "note" ? <Filled {...props} /> : <Empty {...props} />}
    </span>
  );
}

const SMALL_PX = 26;

function Empty({ field, place, size }: FieldFaceProps) {
  const { icon: Icon } = fieldLook(field.type);
  const isSmall = size.width < SMALL_PX || size.height < 10;
  const fontSize = Math.max(7, Math.min(13, size.height * 0.5));
  return (
    <>
      {!isSmall && size.width > 56 && size.height > 14 && (
        <Icon size={Math.min(18, size.height * 0.6)} stroke={1.7} aria-hidden="true" />
      )}
      {size.width >= SMALL_PX && (
        <span className={classes.label} style={{ fontSize }}>
          {place.option ?? (field.placeholder || fieldName(field))}
          {field.is_required && " *"}
        </span>
      )}
    </>
  );
}

function Filled({ field, place, size, scale, value }: FieldFaceProps) {
  if (field.type === "checkbox" || place.option) {
    const isOn = place.option ? value === place.option : value === true;
    return isOn ? <IconCheck size={Math.min(size.width, size.height)} aria-hidden="true" /> : null;
  }
  if (value && typeof value === "object") {
    return <span className={classes.label}>{fieldName(field)}</span>;
  }
  const text = field.type === "note" ? (field.label ?? "") : String(value);
  return (
    <FittedText
      text={text}
      size={size}
      scale={scale}
      largestPt={field.font_size_pt}
      align={field.align}
    />
  );
}
