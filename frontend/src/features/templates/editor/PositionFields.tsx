import { NumberInput } from "@mantine/core";
import type { Box } from "../../../ui/document/placing";
import classes from "./Editor.module.css";
import { inPage } from "./places";
import type { Editor } from "./useEditor";

const SIDES = [
  { name: "x", label: "From the left", of: "width_pt" },
  { name: "y", label: "From the top", of: "height_pt" },
  { name: "w", label: "Width", of: "width_pt" },
  { name: "h", label: "Height", of: "height_pt" },
] as const;

/** Where it stands, in points of the paper: the exact way to what dragging does. */
export function PositionFields({ editor }: { editor: Editor }) {
  const [place] = editor.chosenPlaces;
  const frame = place && editor.frames[place.page];
  if (!place || !frame) return null;
  const set = (name: "x" | "y" | "w" | "h", share: number) => {
    const box: Box = { page: place.page, x: place.x, y: place.y, w: place.w, h: place.h };
    editor.moveTo(
      new Map([[place.key, inPage({ ...box, [name]: share })]]),
      `${name} ${place.key}`,
    );
  };
  return (
    <fieldset className={classes.fieldset}>
      <legend className={classes.heading}>
        Place on page {place.page + 1}, in points
        {place.option && `, of “${place.option}”`}
      </legend>
      <div className={classes.position}>
        {SIDES.map(({ name, label, of }) => (
          <NumberInput
            key={name}
            label={label}
            size="xs"
            min={name === "w" || name === "h" ? 6 : 0}
            max={Math.round(frame[of])}
            decimalScale={1}
            value={Math.round(place[name] * frame[of] * 10) / 10}
            onChange={(value) => value !== "" && set(name, Number(value) / frame[of])}
          />
        ))}
      </div>
    </fieldset>
  );
}
