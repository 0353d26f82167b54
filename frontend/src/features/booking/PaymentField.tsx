import type { PaymentAsked } from "../../api/generated/api.schemas";
import { PAYMENT_NAMES, type PaymentMethod } from "../../lib/payment";
import { ChoiceField } from "../../ui/light/ChoiceField";

interface PaymentFieldProps {
  asked: PaymentAsked;
  value: PaymentMethod | null;
  error?: string;
  onChange: (method: PaymentMethod | null) => void;
}

/** How the guest will pay, where the business asks that. */
export function PaymentField({ asked, value, error, onChange }: PaymentFieldProps) {
  if (asked.methods.length === 0) return null;
  return (
    <ChoiceField
      label="How will you pay?"
      hint="You pay the business. Nothing is charged now."
      options={asked.methods.map((method) => PAYMENT_NAMES[method])}
      chosen={value ? [PAYMENT_NAMES[value]] : []}
      error={error}
      optional={!asked.is_required}
      onChange={([name]) =>
        onChange(asked.methods.find((method) => PAYMENT_NAMES[method] === name) ?? null)
      }
    />
  );
}

/** What is missing, in words. */
export function missingPayment(
  asked: PaymentAsked,
  value: PaymentMethod | null,
): { payment_method?: string } {
  const isMissing = asked.is_required && !(value && asked.methods.includes(value));
  return isMissing ? { payment_method: "Please choose how you will pay." } : {};
}
