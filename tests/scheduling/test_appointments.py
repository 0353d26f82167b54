"""What becomes of an appointment: approved, rejected, cancelled, moved, noted on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from smoothschedule.core.problems import NotFound, Problem, Stale
from smoothschedule.core.unit_of_work import VISITOR
from smoothschedule.scheduling.models import Resource, Service
from smoothschedule.scheduling.operations import appointments as operations, setup
from smoothschedule.scheduling.operations.appointments import annotate
from smoothschedule.scheduling.operations.moving import move, move_by_guest
from smoothschedule.scheduling.queries.appointments import appointment
from smoothschedule.scheduling.refusals import (
    OutsideHours,
    OwnCalendarOnly,
    PastTime,
    SlotTaken,
    TooSoon,
    WrongState,
)
from tests.scheduling.world import NOW, World, at, week


def act(world: World, name: str, appointment_id: UUID, *, version: int = 1, **more: Any) -> None:
    """The operation of that name has happened, as the owner."""
    now = more.pop("now", NOW)
    operation = move if name == "move" else getattr(operations, name)
    with world.work(now=now) as work:
        operation(work, appointment_id, version=version, **more)


def shift(world: World, appointment_id: UUID, clock: str, **more: Any) -> None:
    """Moved by staff."""
    version, actor = more.pop("version", 1), more.pop("actor", None)
    with world.work(actor) as work:
        move(
            work,
            appointment_id,
            version=version,
            starts_at=at(clock, more.pop("day", 4)),
            resource_ids=frozenset(more.pop("resources", ())),
        )


def shift_as_guest(world: World, appointment_id: UUID, clock: str, **more: Any) -> None:
    """Moved by the guest."""
    with world.work(VISITOR, now=more.get("now", NOW)) as work:
        move_by_guest(work, appointment_id, version=more.get("version", 1), starts_at=at(clock))


def request(world: World, clock: str = "10:00") -> UUID:
    """An appointment that waits for approval."""
    world.change(Service, world.cut, requires_approval=True)
    return world.confirm(world.hold(clock))


def test_an_approved_request_is_confirmed(world: World) -> None:
    asked = request(world)
    act(world, "approve", asked, version=2)
    now = world.appointment(asked)
    assert (now.state, now.version, now.sequence) == ("confirmed", 3, 1)
    assert world.events()[-1] == "AppointmentApproved"


def test_a_rejected_request_frees_its_time(world: World) -> None:
    asked = request(world)
    act(world, "reject", asked, version=2, reason="on holiday")
    now = world.appointment(asked)
    assert (now.state, now.cancel_reason) == ("rejected", "on holiday")
    assert world.resources_of(asked) == set()
    assert world.events()[-1] == "AppointmentRejected"
    world.change(Service, world.cut, requires_approval=False)
    assert world.book("10:00", resources=[world.staff[0]])
    assert world.book("10:00", resources=[world.staff[1]])


def test_a_pending_request_keeps_others_out(world: World) -> None:
    world.book("10:00")
    request(world)
    with pytest.raises(SlotTaken):
        world.hold("10:00")


def test_a_cancelled_appointment_frees_its_time_and_keeps_its_history(world: World) -> None:
    booked = world.book("10:00", service=world.color)
    act(world, "cancel", booked, reason="ill", by_guest=False)
    assert world.resources_of(booked) == set()
    assert world.room in world.resources_of(booked, blocking=False)
    assert world.book("10:00", service=world.color)


@pytest.mark.parametrize("name", ["approve", "reject", "cancel"])
def test_nothing_happens_to_what_is_over(world: World, name: str) -> None:
    more = {"approve": {}, "reject": {"reason": None}}.get(
        name, {"reason": None, "by_guest": False}
    )
    booked = world.book("10:00")
    act(world, "cancel", booked, reason=None, by_guest=False)
    with pytest.raises(WrongState):
        act(world, name, booked, version=2, **more)
    with pytest.raises(WrongState):
        shift(world, booked, "11:00", version=2)


def test_a_confirmed_appointment_is_not_approved_again(world: World) -> None:
    booked = world.book("10:00")
    with pytest.raises(WrongState):
        act(world, "approve", booked)


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("cancel", {"reason": None, "by_guest": False}),
        ("annotate", {"notes": "late"}),
        ("move", {"starts_at": at("11:00"), "resource_ids": frozenset()}),
    ],
)
def test_a_stale_version_changes_nothing(world: World, name: str, more: dict[str, Any]) -> None:
    booked = world.book("10:00")
    with pytest.raises(Stale):
        act(world, name, booked, version=2, **more)
    assert world.appointment(booked).version == 1


def test_a_guest_cannot_cancel_what_has_begun_but_staff_can(world: World) -> None:
    booked = world.book("10:00")
    with pytest.raises(PastTime):
        act(world, "cancel", booked, reason=None, by_guest=True, now=at("10:00"))
    act(world, "cancel", booked, reason=None, by_guest=False, now=at("10:00"))
    assert world.appointment(booked).state == "cancelled"


def test_a_moved_appointment_frees_its_slot_and_keeps_its_id(world: World) -> None:
    staff = world.staff[0]
    booked = world.book("10:00", resources=[staff])
    shift(world, booked, "13:00")
    now = world.appointment(booked)
    assert (now.starts_at, now.ends_at, now.sequence) == (at("13:00"), at("14:00"), 1)
    assert world.resources_of(booked) == {staff}
    assert world.book("10:00", resources=[staff])
    assert "AppointmentMoved" in world.events()


def test_an_appointment_may_move_into_its_own_shadow(world: World) -> None:
    booked = world.book("10:00", resources=[world.staff[0]])
    shift(world, booked, "10:30")
    assert world.appointment(booked).starts_at == at("10:30")


def test_staff_stay_who_they_were_when_only_the_time_moves(world: World) -> None:
    first, _ = world.staff
    world.book("13:00", resources=[first])
    booked = world.book("10:00", resources=[first])
    with pytest.raises(SlotTaken):
        shift(world, booked, "13:00")
    assert world.appointment(booked).starts_at == at("10:00")
    assert world.resources_of(booked) == {first}


def test_it_moves_to_the_colleague_who_is_named(world: World) -> None:
    first, second = world.staff
    booked = world.book("10:00", resources=[first])
    shift(world, booked, "10:00", resources=[second])
    assert world.resources_of(booked) == {second}


def test_the_room_comes_along_when_the_staff_changes(world: World) -> None:
    first, second = world.staff
    booked = world.book("10:00", service=world.color, resources=[first])
    shift(world, booked, "10:00", resources=[second])
    assert world.resources_of(booked) == {second, world.room}


def test_a_move_keeps_the_length_it_was_booked_with(world: World) -> None:
    booked = world.book("10:00")
    world.change(Service, world.cut, duration_minutes=30)
    shift(world, booked, "13:00")
    assert world.appointment(booked).ends_at == at("14:00")


@pytest.mark.parametrize(("clock", "refusal"), [("16:30", OutsideHours), ("07:00", PastTime)])
def test_a_refused_move_leaves_everything_as_it_was(
    world: World, clock: str, refusal: type[Problem]
) -> None:
    booked = world.book("10:00", resources=[world.staff[0]])
    with pytest.raises(refusal):
        shift(world, booked, clock)
    assert world.appointment(booked).version == 1
    assert world.resources_of(booked) == {world.staff[0]}


@pytest.mark.parametrize(
    ("room_closes", "named", "told"),
    [
        (24, False, "Sam does not work at that time."),
        (24, True, "Tess does not work at that time."),
        (12, False, "Room is not open at that time."),
    ],
)
def test_whoever_moves_it_hears_whose_hours_are_in_the_way(
    world: World, room_closes: int, named: bool, told: str
) -> None:
    id = world.book("10:00", service=world.color, resources=[world.staff[0]])
    with world.work() as work:
        setup.set_hours(work, work.get(Resource, world.room), week(0, room_closes))
    clock = "13:00" if room_closes == 12 else "18:00"
    with pytest.raises(OutsideHours) as refused:
        shift(world, id, clock, resources=[world.staff[1]] if named else [])
    assert refused.value.title == told


def test_whoever_moves_it_hears_who_does_not_give_the_service(world: World) -> None:
    id = world.book("10:00", resources=[world.staff[0]])
    world.change(Resource, world.staff[1], is_active=False)
    for to, told in (
        (world.room, "Room is not for this service."),
        (world.staff[1], "Tess is switched off."),
        (uuid4(), "There is nothing here."),
    ):
        with pytest.raises(NotFound) as refused:
            shift(world, id, "11:00", resources=[to])
        assert refused.value.title == told
    world.change(Service, world.cut, is_active=False)
    with pytest.raises(NotFound, match="not offered any more"):
        shift(world, id, "11:00")


def test_where_many_could_or_a_visitor_asks_nobody_is_named(world: World) -> None:
    id = world.book("10:00", resources=[world.staff[0]])
    for move_it in (lambda: shift_as_guest(world, id, "18:00"), lambda: world.book("18:00")):
        with pytest.raises(OutsideHours) as refused:
            move_it()
        assert refused.value.title == "Nobody works at that time."


def test_a_guest_moves_by_the_rules_for_visitors(world: World) -> None:
    booked = world.book("14:00")
    world.change(Service, world.cut, lead_time_minutes=120)
    with pytest.raises(TooSoon):
        shift_as_guest(world, booked, "09:00")
    shift_as_guest(world, booked, "15:00")
    assert world.appointment(booked).starts_at == at("15:00")


def test_a_guest_keeps_their_person_where_possible(world: World) -> None:
    first, second = world.staff
    booked = world.book("10:00", resources=[second])
    shift_as_guest(world, booked, "11:00")
    assert world.resources_of(booked) == {second}
    world.book("13:00", resources=[second])
    shift_as_guest(world, booked, "13:00", version=2)
    assert world.resources_of(booked) == {first}


def test_a_guest_cannot_move_what_has_begun(world: World) -> None:
    booked = world.book("10:00")
    with pytest.raises(PastTime):
        shift_as_guest(world, booked, "14:00", now=at("10:00") + timedelta(minutes=1))


def test_staff_move_only_within_their_own_calendar(world: World) -> None:
    own, other = world.staff
    booked = world.book("10:00", resources=[own])
    actor = world.colleague(own)
    shift(world, booked, "11:00", actor=actor)
    with pytest.raises(OwnCalendarOnly):
        shift(world, booked, "11:00", actor=actor, version=2, resources=[other])


def test_staff_see_only_their_own_appointments(world: World) -> None:
    own, other = world.staff
    mine, theirs = (world.book("10:00", resources=[each]) for each in (own, other))
    with world.work(world.colleague(own)) as work:
        assert appointment(work, mine).id == mine
        with pytest.raises(NotFound):
            appointment(work, theirs)


def test_someone_who_left_is_not_booked_by_a_move(world: World) -> None:
    first, second = world.staff
    booked = world.book("10:00", resources=[first])
    world.change(Resource, first, is_active=False)
    shift(world, booked, "11:00")
    assert world.resources_of(booked) == {second}


def test_notes_count_the_version_up_but_tell_no_guest(world: World) -> None:
    booked = world.book("10:00")
    with world.work() as work:
        annotate(work, booked, version=1, notes="rings the bell twice")
    now = world.appointment(booked)
    assert (now.notes, now.version, now.sequence) == ("rings the bell twice", 2, 0)
    assert world.events()[-1] == "AppointmentChanged"
