"""What a guest's cancellation costs: values in, values out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class CancellationPolicy:
    """Free until so many hours before the start, then this part of the price."""

    window_hours: int
    fee_percent: int

    def free_until(self, starts_at: datetime) -> datetime:
        """The first moment at which cancelling costs something."""
        return starts_at - timedelta(hours=self.window_hours)

    def fee_minor(self, price_minor: int, starts_at: datetime, *, now: datetime) -> int:
        """What cancelling costs at this moment; half a minor unit is rounded up."""
        if now < self.free_until(starts_at):
            return 0
        return (price_minor * self.fee_percent + 50) // 100

    def may_move(self, price_minor: int, starts_at: datetime, *, now: datetime) -> bool:
        """Whether a guest may still move it: not to a later day, to cancel there for nothing."""
        return self.fee_minor(price_minor, starts_at, now=now) == 0
