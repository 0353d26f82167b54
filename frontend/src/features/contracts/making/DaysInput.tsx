import { NumberInput } from "@mantine/core";
import { useState } from "react";

interface DaysInputProps {
  label: string;
  description: string;
  error?: string | null;
  most: number;
  value: number | null;
  onChange: (days: number | null) => void;
}

/** A number of days, or none. */
export function DaysInput({ value, most, onChange, ...texts }: DaysInputProps) {
  const [days, setDays] = useState<number | string>(value ?? "");
  return (
    <NumberInput
      {...texts}
      suffix=" days"
      min={1}
      max={most}
      clampBehavior="strict"
      allowDecimal={false}
      value={days}
      onChange={(next) => {
        setDays(next);
        onChange(next === "" ? null : Number(next));
      }}
    />
  );
}
