"""Undo, reopen and restore: everything comes back as it was, or says why it cannot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.problems import NotAllowed, Stale
from smoothschedule.core.unit_of_work import Actor, Work
from smoothschedule.scheduling.models import (
    Appointment,
    AppointmentChange,
    AvailabilityWindow,
    Service,
)
from smoothschedule.scheduling.operations.appointments import annotate, approve, cancel, reject
from smoothschedule.scheduling.operations.attendance import (
    check_in,
    complete,
    mark_no_show,
    start,
)
from smoothschedule.scheduling.operations.moving import move
from smoothschedule.scheduling.operations.taking_back import reopen, restore, undo
from smoothschedule.scheduling.refusals import (
    NothingToUndo,
    OutsideHours,
    SlotTaken,
    WrongState,
)
from tests.scheduling.world import NOW, World, at

TEN = at("10:00")
LATER = TEN + timedelta(minutes=5)


def _off(work: Work, id: UUID, version: int) -> None:
    cancel(work, id, version=version, reason="ill", by_guest=False)


def _turn_down(work: Work, id: UUID, version: int) -> None:
    reject(work, id, version=version, reason="full")


def _to(clock: str, *resources: UUID) -> Callable[[Work, UUID, int], None]:
    def act(work: Work, id: UUID, version: int) -> None:
        move(work, id, version=version, starts_at=at(clock), resource_ids=frozenset(resources))

    return act


def _plain(operation: Any) -> Callable[[Work, UUID, int], None]:
    return lambda work, id, version: operation(work, id, version=version)


def _lengthen(work: Work, id: UUID, version: int) -> None:
    ten, nobody = at("10:00"), frozenset[UUID]()
    move(work, id, version=version, starts_at=ten, resource_ids=nobody, duration_minutes=95)


STEPS: dict[str, Callable[[Work, UUID, int], None]] = {
    "approve": _plain(approve),
    "reject": _turn_down,
    "cancel": _off,
    "move": _to("13:00"),
    "lengthen": _lengthen,
    "check_in": _plain(check_in),
    "start": _plain(start),
    "complete": _plain(complete),
    "no_show": _plain(mark_no_show),
}
PATHS = [
    ("pending", "approve"),
    ("pending", "reject"),
    ("pending", "cancel"),
    ("pending", "move"),
    ("confirmed", "cancel"),
    ("confirmed", "move"),
    ("confirmed", "lengthen"),
    ("confirmed", "check_in"),
    ("confirmed", "start"),
    ("confirmed", "complete"),
    ("confirmed", "no_show"),
    ("checked_in", "start"),
    ("checked_in", "complete"),
    ("checked_in", "cancel"),
    ("checked_in", "move"),
    ("checked_in", "lengthen"),
    ("in_progress", "complete"),
]


def in_state(world: World, state: str) -> UUID:
    """An appointment at ten with the first of the staff, in that state."""
    if state == "pending":
        world.change(Service, world.color, requires_approval=True)
        return world.confirm(world.hold("10:00", service=world.color))
    booked = world.book("10:00", service=world.color, resources=[world.staff[0]])
    for step in {"checked_in": ["check_in"], "in_progress": ["start"]}.get(state, []):
        do(world, STEPS[step], booked)
    return booked


def do(
    world: World, act: Callable[[Work, UUID, int], Any], id: UUID, *, actor: Actor | None = None
) -> None:
    """Done five minutes past ten, to the version that stands."""
    version = world.appointment(id).version
    with world.work(actor, now=LATER) as work:
        act(work, id, version)


def as_it_is(world: World, id: UUID) -> tuple[Any, ...]:
    now = world.appointment(id)
    return (
        now.state,
        now.starts_at,
        now.ends_at,
        now.cancel_reason,
        now.late_fee_minor,
        world.resources_of(id),
    )


@pytest.mark.parametrize(("state", "act"), PATHS)
def test_whatever_was_done_is_undone_exactly(world: World, state: str, act: str) -> None:
    id = in_state(world, state)
    before = as_it_is(world, id)
    do(world, STEPS[act], id)
    done = as_it_is(world, id)
    assert done != before
    do(world, _plain(undo), id)
    assert as_it_is(world, id) == before
    with pytest.raises(NothingToUndo):
        do(world, _plain(undo), id)
    assert as_it_is(world, id) == before


def test_a_new_booking_has_nothing_to_undo(world: World) -> None:
    with pytest.raises(NothingToUndo):
        do(world, _plain(undo), world.book("11:00"))


def test_notes_written_since_do_not_stand_in_the_way_of_an_undo(world: World) -> None:
    booked = world.book("11:00")
    do(world, _to("13:00"), booked)
    do(world, lambda work, id, version: annotate(work, id, version=version, notes="x"), booked)
    do(world, _plain(undo), booked)
    now = world.appointment(booked)
    assert (now.starts_at, now.notes) == (at("11:00"), "x")


def test_an_undo_of_what_somebody_changed_meanwhile_is_stale(world: World) -> None:
    booked = world.book("11:00")
    do(world, _to("13:00"), booked)
    with pytest.raises(Stale), world.work() as work:
        undo(work, booked, version=1)


def test_a_move_is_not_undone_onto_somebody_else(world: World) -> None:
    booked = world.book("11:00", resources=[world.staff[0]])
    do(world, _to("13:00"), booked)
    world.book("11:00", resources=[world.staff[0]])
    with pytest.raises(SlotTaken):
        do(world, _plain(undo), booked)
    assert world.appointment(booked).starts_at == at("13:00")


def test_staff_given_away_come_back_with_the_undo(world: World) -> None:
    first, second = world.staff
    booked = world.book("11:00", resources=[first])
    do(world, _to("11:00", second), booked)
    assert world.resources_of(booked) == {second}
    do(world, _plain(undo), booked)
    assert world.resources_of(booked) == {first}


def test_a_cancelled_appointment_is_restored_days_later_if_its_time_is_free(world: World) -> None:
    booked = world.book("11:00", day=8, resources=[world.staff[0]])
    do(world, _off, booked)
    rival = world.book("11:00", day=8, resources=[world.staff[0]])
    with pytest.raises(SlotTaken) as refused:
        do(world, _plain(restore), booked)
    assert refused.value.extra["alternatives"]
    assert world.appointment(booked).state == "cancelled"
    do(world, _off, rival)
    do(world, _plain(restore), booked)
    now = world.appointment(booked)
    assert (now.state, now.cancel_reason) == ("confirmed", None)
    assert world.events()[-1] == "AppointmentRestored"


def test_restoring_asks_for_hours_as_booking_does(world: World) -> None:
    booked = world.book("16:00", day=8, resources=[world.staff[0]])
    do(world, _off, booked)
    with world.work() as work:
        work.record(Tag.RESOURCE_CHANGED)
        work.session.execute(delete(AvailabilityWindow))
    with pytest.raises(OutsideHours):
        do(world, _plain(restore), booked)


@pytest.mark.parametrize("state", ["pending", "confirmed", "checked_in", "in_progress"])
def test_only_what_was_called_off_is_restored(world: World, state: str) -> None:
    with pytest.raises(WrongState):
        do(world, _plain(restore), in_state(world, state))


@pytest.mark.parametrize("state", ["pending", "confirmed"])
def test_only_a_visit_is_reopened(world: World, state: str) -> None:
    with pytest.raises(WrongState):
        do(world, _plain(reopen), in_state(world, state))


def test_a_visit_is_reopened_step_by_step(world: World) -> None:
    booked = in_state(world, "confirmed")
    for step in ("check_in", "start", "complete"):
        do(world, STEPS[step], booked)
    seen = []
    for _ in range(3):
        do(world, _plain(reopen), booked)
        seen.append(world.appointment(booked).state)
    assert seen == ["in_progress", "checked_in", "confirmed"]


def test_a_no_show_marked_in_error_has_its_time_again(world: World) -> None:
    booked = in_state(world, "confirmed")
    held = world.resources_of(booked)
    do(world, STEPS["no_show"], booked)
    assert world.resources_of(booked) == set()
    do(world, _plain(reopen), booked)
    assert world.appointment(booked).state == "confirmed"
    assert world.resources_of(booked) == held


def test_a_no_show_whose_time_was_given_away_stays_one(world: World) -> None:
    booked = world.book("10:00", resources=[world.staff[0]])
    do(world, STEPS["no_show"], booked)
    world.book("10:15", resources=[world.staff[0]], now=LATER)
    with pytest.raises(SlotTaken):
        do(world, _plain(reopen), booked)
    assert world.appointment(booked).state == "no_show"


def test_what_was_completed_before_there_was_a_record_is_confirmed_again(world: World) -> None:
    booked = in_state(world, "confirmed")
    do(world, STEPS["complete"], booked)
    with world.work() as work:
        work.session.execute(delete(AppointmentChange))
    do(world, _plain(reopen), booked)
    assert world.appointment(booked).state == "confirmed"


def test_whoever_may_not_do_it_may_not_undo_it(world: World) -> None:
    booked = in_state(world, "confirmed")
    do(world, STEPS["check_in"], booked)
    without = replace(world.owner, permissions=world.owner.permissions - {"keep_attendance"})
    with pytest.raises(NotAllowed):
        do(world, _plain(undo), booked, actor=without)
    do(world, _plain(undo), booked)
    do(world, _off, booked)
    without = replace(world.owner, permissions=world.owner.permissions - {"manage_appointments"})
    with pytest.raises(NotAllowed):
        do(world, _plain(undo), booked, actor=without)


def test_the_late_fee_goes_with_the_cancellation(world: World) -> None:
    booked = world.book("15:00")
    with world.work(now=NOW) as work:
        cancel(work, booked, version=1, reason="ill", by_guest=True)
    world.change(Appointment, booked, late_fee_minor=900)
    do(world, _plain(restore), booked)
    assert world.appointment(booked).late_fee_minor == 0
