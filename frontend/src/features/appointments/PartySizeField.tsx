import { NumberInput } from "@mantine/core";

interface PartySizeFieldProps {
  /** Seats of the class; null for a service that has none, which asks nothing. */
  capacity: number | null;
  value: number;
  onChange: (size: number) => void;
}

/** How many come to a class. */
export function PartySizeField({ capacity, value, onChange }: PartySizeFieldProps) {
  if (capacity === null) return null;
  return (
    <NumberInput
      label="How many come"
      min={1}
      max={capacity}
      clampBehavior="strict"
      allowDecimal={false}
      value={value}
      onChange={(size) => onChange(Number(size) || 1)}
    />
  );
}
