"""Reminders come in time, and never in the night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from smoothschedule.scheduling.rules.reminders import (
    LEAST_NOTICE,
    Plan,
    QuietHours,
    Visit,
    plan,
    reminded_at,
)

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
STARTS = st.integers(0, 2 * 365 * 1440).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
NIGHT = QuietHours(21 * 60, 8 * 60)


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    """A wall time of 2031 there, written MM-DD HH:MM."""
    return datetime.strptime(f"2031-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=zone)


def visit(start: str, *leads: int, told: str = "01-01 00:00", quiet: QuietHours = NIGHT) -> Visit:
    return Visit(at(start), leads, at(told), BERLIN, quiet)


@pytest.mark.parametrize(
    ("start", "lead", "expected"),
    [
        ("03-05 14:00", 1440, "03-04 14:00"),
        ("03-05 23:30", 1440, "03-05 08:00"),  # in the night: when the night ends
        ("03-05 09:30", 120, "03-05 08:00"),
        ("03-05 09:00", 120, "03-05 08:00"),  # an hour is left, just
        ("03-05 08:59", 120, "03-04 20:45"),  # less: before the night began
        ("03-05 08:00", 660, "03-04 20:45"),  # quiet hours begin on the minute
        ("03-05 20:00", 720, "03-05 08:00"),  # and have ended on it
        ("03-31 02:30", 60, "03-30 20:45"),  # the night of the change to summer time
    ],
)
def test_a_reminder_moves_out_of_the_night(start: str, lead: int, expected: str) -> None:
    assert reminded_at(visit(start, lead), lead) == at(expected)


def test_quiet_hours_may_lie_within_one_day_or_not_be() -> None:
    noon = QuietHours(12 * 60, 14 * 60)
    assert reminded_at(visit("03-05 16:00", 180, quiet=noon), 180) == at("03-05 14:00")
    never = QuietHours(0, 0)
    assert reminded_at(visit("03-05 03:00", 60, quiet=never), 60) == at("03-05 02:00")


def test_what_is_due_is_sent_and_the_next_one_awaited() -> None:
    found = visit("03-05 14:00", 2880, 1440, 120)
    assert plan(found, now=at("03-02 10:00")) == Plan(None, at("03-03 14:00"))
    assert plan(found, now=at("03-04 14:00")) == Plan(1440, at("03-05 12:00"))
    assert plan(found, now=at("03-05 12:00")) == Plan(120, None)
    assert plan(found, now=at("03-05 14:00")) == Plan(None, None)


def test_whoever_heard_of_it_since_is_not_reminded_of_what_they_know() -> None:
    found = visit("03-05 14:00", 1440, 120, told="03-05 09:00")
    assert plan(found, now=at("03-05 09:01")) == Plan(None, at("03-05 12:00"))


def test_a_machine_that_stood_still_wakes_nobody() -> None:
    found = visit("03-05 14:00", 1440)
    assert plan(found, now=at("03-04 22:00")) == Plan(None, at("03-05 08:00"))
    early = visit("03-05 07:30", 1440)
    assert plan(early, now=at("03-04 22:00")) == Plan(None, None)


@given(
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    starts_at=STARTS,
    leads=st.sets(st.integers(15, 43_200), max_size=5),
    quiet=st.builds(QuietHours, st.integers(0, 1439), st.integers(0, 1439)),
    steps=st.lists(st.integers(1, 5_000), max_size=40),
)
def test_no_reminder_disturbs_repeats_or_comes_too_late(
    zone: ZoneInfo, starts_at: datetime, leads: set[int], quiet: QuietHours, steps: list[int]
) -> None:
    told, now = starts_at - timedelta(days=40), starts_at - timedelta(days=40)
    sent: list[int] = []
    for minutes in steps:
        now += timedelta(minutes=minutes)
        found = plan(Visit(starts_at, tuple(leads), told, zone, quiet), now=now)
        assert found.next_at is None or now < found.next_at < starts_at
        if found.due is not None:
            assert quiet.around(now, zone) is None
            assert now < starts_at
            sent.append(found.due)
            told = now
    assert len(sent) == len(set(sent))
    assert set(sent) <= leads


@given(
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    starts_at=STARTS,
    lead=st.integers(15, 43_200),
    quiet=st.builds(QuietHours, st.integers(0, 1439), st.integers(0, 1439)),
)
def test_a_reminder_that_waits_leaves_an_hour(
    zone: ZoneInfo, starts_at: datetime, lead: int, quiet: QuietHours
) -> None:
    due = starts_at - timedelta(minutes=lead)
    moment = reminded_at(Visit(starts_at, (lead,), due, zone, quiet), lead)
    assert moment < starts_at
    if moment > due:
        assert moment <= starts_at - LEAST_NOTICE
    if moment == due:
        assert quiet.around(due, zone) is None
