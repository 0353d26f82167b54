import { NumberInput, SegmentedControl } from "@mantine/core";
import type { ContractField } from "../../../api/generated/api.schemas";
import classes from "./Editor.module.css";

interface TextLookProps {
  field: ContractField;
  onChange: (patch: Partial<ContractField>, kind?: string) => void;
}

/** How large the words are at most, and on which side of their box. */
export function TextLook({ field, onChange }: TextLookProps) {
  return (
    <div className={classes.position}>
      <NumberInput
        label="Largest size"
        placeholder="As it fits"
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
  );
}
