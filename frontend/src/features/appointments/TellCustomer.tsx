import { Checkbox } from "@mantine/core";

interface TellCustomerProps {
  /** Whoever would be written to, if that is known. */
  who?: { name: string; email: string | null } | null;
  /** A class: whoever comes to it. */
  isClass?: boolean;
  value: boolean;
  onChange: (tells: boolean) => void;
}

/** Whether the customer hears of it by e-mail. */
export function TellCustomer({ who, isClass, value, onChange }: TellCustomerProps) {
  const hasNoAddress = !!who && !who.email;
  const whom = who?.name ?? (isClass ? "everybody" : "the customer");
  return (
    <Checkbox
      label={`Tell ${whom} by e-mail`}
      description={hasNoAddress ? "No e-mail address is known." : undefined}
      disabled={hasNoAddress}
      checked={value && !hasNoAddress}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />
  );
}
