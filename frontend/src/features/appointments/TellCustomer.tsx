import { Checkbox } from "@mantine/core";

interface TellCustomerProps {
  /** Whoever would be written to, if that is known. */
  who?: { name: string; email: string | null } | null;
  value: boolean;
  onChange: (tells: boolean) => void;
}

/** Whether the customer hears of it by e-mail. */
export function TellCustomer({ who, value, onChange }: TellCustomerProps) {
  const hasNoAddress = !!who && !who.email;
  return (
    <Checkbox
      label={who ? `Tell ${who.name} by e-mail` : "Tell the customer by e-mail"}
      description={hasNoAddress ? "No e-mail address is known." : undefined}
      disabled={hasNoAddress}
      checked={value && !hasNoAddress}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />
  );
}
