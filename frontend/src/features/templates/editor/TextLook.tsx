import { NumberInput, SegmentedControl, Text } from "@mantine/core";
import type { ContractField } from "../../../api/generated/api.schemas";
import { countText } from "../../../lib/format";
import { lettersIn, SMALLEST_PT } from "../../../ui/document/fitText";
import type { Size } from "../../../ui/document/placing";
import classes from "./Editor.module.css";

interface TextLookProps {
  field: ContractField;
  /** The field's box on paper, in points. */
  room: Size | null;
  onChange: (patch: Partial<ContractField>, kind?: string) => void;
}

const WRITTEN = new Set(["text", "name", "number", "note"]);

/** How large the words are at most, and on which side of their box. */
export function TextLook({ field, room, onChange }: TextLookProps) {
  return (
    <>
      <div className={classes.position}>
        <NumberInput
          label="Largest size"
          placeholder="12 pt"
          suffix=" pt"
          min={4}
          max={72}
          decimalScale={1}
          value={field.font_size_pt ?? ""}
          onChange={(value) =>
            onChange({ font_size_pt: value === "" ? null : Number(value) }, "font size")
          }
        />
        <div>
          <span className={classes.heading}>Side</span>
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label="Side"
            data={[
              { value: "start", label: "Start" },
              { value: "center", label: "Mid" },
              { value: "end", label: "End" },
            ]}
            value={field.align ?? "start"}
            onChange={(align) => onChange({ align: align as ContractField["align"] })}
          />
        </div>
      </div>
      {room && WRITTEN.has(field.type) && (
        <Text size="xs" c="dimmed">
          {`Room for about ${countText(lettersIn(room), "character")}. Longer answers are refused, so that nothing is printed smaller than ${SMALLEST_PT} pt.`}
        </Text>
      )}
    </>
  );
}
