"""The day of an appointment: who came, when it began and ended, and who did not come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from smoothschedule.core.problems import Stale
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.operations import attendance
from smoothschedule.scheduling.operations.appointments import annotate, cancel
from smoothschedule.scheduling.operations.moving import move
from smoothschedule.scheduling.refusals import NotYet, SlotTaken, VisitCompleted, WrongState
from tests.scheduling.world import World, at

TEN = at("10:00")


def take(world: World, name: str, id: UUID, *, version: int = 1, **when: Any) -> None:
    """The step of that name has been taken, at the appointment's start unless said."""
    with world.work(now=when.get("now", TEN)) as work:
        getattr(attendance, name)(work, id, version=version)


def test_a_visit_goes_from_check_in_to_completed(world: World) -> None:
    booked = world.book("10:00")
    for version, (act, state) in enumerate(
        [("check_in", "checked_in"), ("start", "in_progress"), ("complete", "completed")], 1
    ):
        take(world, act, booked, version=version)
        now = world.appointment(booked)
        assert (now.state, now.version) == (state, version + 1)
    assert world.events()[-3:] == [
        "AppointmentCheckedIn",
        "AppointmentStarted",
        "AppointmentCompleted",
    ]
    assert len(world.resources_of(booked)) == 1


@pytest.mark.parametrize("act", ["start", "complete"])
def test_who_keeps_no_check_ins_starts_or_completes_at_once(world: World, act: str) -> None:
    booked = world.book("10:00")
    take(world, act, booked)
    assert world.appointment(booked).state in {"in_progress", "completed"}


def test_a_no_show_frees_its_time(world: World) -> None:
    first, second = world.staff
    missed, kept = (world.book("10:00", resources=[person]) for person in (first, second))
    ten_past = TEN + timedelta(minutes=10)
    take(world, "mark_no_show", missed, now=ten_past)
    assert world.appointment(missed).state == "no_show"
    assert (world.resources_of(missed), world.resources_of(kept)) == (set(), {second})
    assert world.book("10:15", resources=[first], now=ten_past)
    with pytest.raises(SlotTaken):
        world.book("10:15", resources=[second], now=ten_past)


@pytest.mark.parametrize(
    ("act", "before"),
    [
        ("mark_no_show", timedelta(seconds=1)),
        ("check_in", timedelta(hours=12, seconds=1)),
        ("start", timedelta(hours=12, seconds=1)),
        ("complete", timedelta(hours=12, seconds=1)),
    ],
)
def test_nothing_is_written_down_too_early(world: World, act: str, before: timedelta) -> None:
    booked = world.book("10:00", day=5)
    with pytest.raises(NotYet):
        take(world, act, booked, now=at("10:00", 5) - before)
    assert world.appointment(booked).version == 1


@pytest.mark.parametrize("act", ["check_in", "start", "complete", "mark_no_show"])
def test_of_two_who_act_at_once_the_second_is_told(world: World, act: str) -> None:
    booked = world.book("10:00")
    take(world, "check_in", booked)
    with pytest.raises(Stale):
        take(world, act, booked, version=1)


@pytest.mark.parametrize("act", ["check_in", "start", "complete", "mark_no_show"])
def test_nothing_begins_that_was_cancelled(world: World, act: str) -> None:
    booked = world.book("10:00")
    with world.work() as work:
        cancel(work, booked, version=1, reason=None, by_guest=False)
    with pytest.raises(WrongState):
        take(world, act, booked, version=2)


def test_a_customer_who_is_here_did_come(world: World) -> None:
    booked = world.book("10:00")
    take(world, "check_in", booked)
    with pytest.raises(WrongState):
        take(world, "mark_no_show", booked, version=2)


def _cancel(work: Work, id: UUID) -> None:
    cancel(work, id, version=2, reason=None, by_guest=False)


def _move(work: Work, id: UUID) -> None:
    move(work, id, version=2, starts_at=at("15:00"), resource_ids=frozenset())


def _annotate(work: Work, id: UUID) -> None:
    annotate(work, id, version=2, notes="late")


@pytest.mark.parametrize("change", [_cancel, _move, _annotate])
def test_what_is_completed_is_locked(world: World, change: Callable[[Work, UUID], None]) -> None:
    booked = world.book("10:00")
    take(world, "complete", booked)
    with pytest.raises(VisitCompleted), world.work(now=TEN) as work:
        change(work, booked)
    assert world.appointment(booked).version == 2


def test_who_is_here_can_still_be_moved_or_called_off(world: World) -> None:
    booked = world.book("10:00")
    take(world, "check_in", booked)
    with world.work(now=TEN) as work:
        _move(work, booked)
    with world.work(now=TEN) as work:
        cancel(work, booked, version=3, reason="had to leave", by_guest=False)
    assert world.appointment(booked).state == "cancelled"


def test_a_guest_who_is_here_cancels_in_person(world: World) -> None:
    booked = world.book("14:00")
    take(world, "check_in", booked)
    with pytest.raises(WrongState), world.work(now=TEN) as work:
        cancel(work, booked, version=2, reason=None, by_guest=True)
