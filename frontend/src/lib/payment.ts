import type { PaymentAskedMethodsItem } from "../api/generated/api.schemas";

export type PaymentMethod = PaymentAskedMethodsItem;

export const PAYMENT_NAMES: Record<PaymentMethod, string> = {
  cash: "Cash",
  card: "Card",
  bank_transfer: "Bank transfer",
  invoice: "Invoice",
  voucher: "Voucher",
};

export const PAYMENT_METHODS = Object.keys(PAYMENT_NAMES) as PaymentMethod[];

/** Within a sentence: "bank transfer". */
export function paymentText(method: PaymentMethod): string {
  return PAYMENT_NAMES[method].toLowerCase();
}
