"""How guests can pay a business. It is asked and recorded; no money moves here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

PAYMENT_METHODS: Final = ("cash", "card", "bank_transfer", "invoice", "voucher")


@dataclass(frozen=True, slots=True)
class PaymentChoice:
    """What a guest is asked about paying: nothing where there are no `methods`."""

    methods: tuple[str, ...] = ()
    is_required: bool = False

    def why_not(self, method: str | None) -> str | None:
        """What is wrong with the answer, in words; None when it will do."""
        if method is None:
            return "Please choose how you will pay." if self.is_required else None
        if method not in self.methods:
            return "This business does not take that. Please choose another way to pay."
        return None


def payment_choice(
    accepted: Collection[str], *, is_required: bool, price_minor: int
) -> PaymentChoice:
    """What is asked about a booking of that price; what costs nothing is not asked about."""
    if price_minor <= 0 or not accepted:
        return PaymentChoice()
    in_order = tuple(method for method in PAYMENT_METHODS if method in accepted)
    return PaymentChoice(in_order, is_required)
