import { Group, Input, UnstyledButton } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./ColorField.module.css";

const COLORS: [hex: string, name: string][] = [
  ["#5250d6", "Indigo"],
  ["#2f7df6", "Blue"],
  ["#0891b2", "Cyan"],
  ["#12a594", "Teal"],
  ["#2f9e44", "Green"],
  ["#8aa10f", "Lime"],
  ["#f2a60d", "Amber"],
  ["#e8590c", "Orange"],
  ["#e5484d", "Red"],
  ["#c2255c", "Raspberry"],
  ["#9c36b5", "Purple"],
  ["#6b7280", "Grey"],
];

/** What a colour is called here. */
export function colorName(color: string): string {
  return COLORS.find(([hex]) => hex === color.toLowerCase())?.[1] ?? color;
}

interface ColorFieldProps {
  label: string;
  description?: string;
  value: string;
  error?: ReactNode;
  onChange: (color: string) => void;
}

/** One of twelve colours by name, or any other by its hex code. */
export function ColorField({ label, description, value, error, onChange }: ColorFieldProps) {
  const isOther = !COLORS.some(([hex]) => hex === value.toLowerCase());
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <Group gap={6} my={6} role="radiogroup" aria-label={label}>
        {COLORS.map(([hex, name]) => (
          <UnstyledButton
            key={hex}
            role="radio"
            aria-checked={hex === value.toLowerCase()}
            aria-label={name}
            className={classes.swatch}
            style={{ background: hex }}
            onClick={() => onChange(hex)}
          >
            {hex === value.toLowerCase() && <IconCheck size={15} stroke={3} aria-hidden="true" />}
          </UnstyledButton>
        ))}
        <label className={classes.other} data-chosen={isOther || undefined}>
          Other
          <input
            type="color"
            aria-label={`Other ${label.toLowerCase()}`}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        </label>
      </Group>
    </Input.Wrapper>
  );
}
