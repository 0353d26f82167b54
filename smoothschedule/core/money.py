"""Amounts as people write them, from the smallest units that are stored."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

_WITHOUT_CENTS: Final = frozenset({"JPY", "KRW", "CLP", "ISK", "VND", "UGX", "XAF", "XOF"})


def amount_of(minor: int, currency: str) -> Decimal:
    """6500 minor units of EUR are 65.00, of JPY 6500."""
    return Decimal(minor) if currency in _WITHOUT_CENTS else Decimal(minor).scaleb(-2)
