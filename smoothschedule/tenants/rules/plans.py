"""What each plan includes: values in, values out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

TRIAL_LASTS: Final = timedelta(days=30)
MEGABYTE: Final = 1_000_000


class Limit(StrEnum):
    """What a plan counts. Of a month means: of the calendar month in the business's zone."""

    STAFF = "staff"
    RESOURCES = "resources"
    APPOINTMENTS_A_MONTH = "appointments_a_month"
    CONTRACTS_A_MONTH = "contracts_a_month"
    STORAGE_BYTES = "storage_bytes"


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan; a limit of None is none. `price_minor` is the list price a month, in USD."""

    name: str
    title: str
    price_minor: int
    may_hide_our_name: bool
    staff: int | None
    resources: int | None
    appointments_a_month: int | None
    contracts_a_month: int | None
    storage_bytes: int | None

    def includes(self, limit: Limit) -> int | None:
        """How much of it; None is without limit."""
        found: int | None = getattr(self, limit.value)
        return found


_OFFERED = (
    Plan("free", "Free", 0, False, 3, 3, 200, 10, 100 * MEGABYTE),
    Plan("professional", "Professional", 2_900, False, 15, 15, 2_000, 100, 5_000 * MEGABYTE),
    Plan("business", "Business", 7_900, True, 60, 60, 20_000, 1_000, 50_000 * MEGABYTE),
    Plan("enterprise", "Enterprise", 24_900, True, None, None, None, None, None),
)
PLANS: Final = {plan.name: plan for plan in _OFFERED}


def is_on_trial(status: str, trial_ends_at: datetime | None, now: datetime) -> bool:
    """The trial has not ended; one without an end was never a trial of more than Free."""
    return status == "trial" and trial_ends_at is not None and now < trial_ends_at


def plan_in_force(plan: str, status: str, trial_ends_at: datetime | None, now: datetime) -> Plan:
    """The plan whose limits hold: during a trial of the free plan, those of Professional.

    The end of a trial closes and deletes nothing; what is there stays, and adding more than
    Free includes is refused.
    """
    if plan == "free" and is_on_trial(status, trial_ends_at, now):
        return PLANS["professional"]
    return PLANS[plan]


def month_start(now: datetime, time_zone: str) -> datetime:
    """The first moment of the month that it is in the zone."""
    local = now.astimezone(ZoneInfo(time_zone))
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0, fold=0)


def does_fit(limit: int | None, *, used: int, adding: int) -> bool:
    """Whether so much more may be added."""
    return limit is None or used + adding <= limit


_NOUNS = {
    Limit.STAFF: ("{n} people who can be booked", "Make somebody inactive"),
    Limit.RESOURCES: ("{n} rooms and things", "Make one inactive"),
    Limit.APPOINTMENTS_A_MONTH: ("{n} appointments a month", "Wait for next month"),
    Limit.CONTRACTS_A_MONTH: ("{n} contracts a month", "Wait for next month"),
    Limit.STORAGE_BYTES: ("{mb} MB for files", "Delete a file"),
}


def words_of_refusal(plan: Plan, limit: Limit) -> str:
    """What the plan includes and what to do now, in one plain sentence or two."""
    what, remedy = _NOUNS[limit]
    n = plan.includes(limit) or 0
    included = what.format(n=n, mb=n // MEGABYTE)
    return (
        f"The {plan.title} plan includes {included}, and they are all in use. "
        f"{remedy}, or ask us for a larger plan."
    )
