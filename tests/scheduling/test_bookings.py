"""Booking: from a hold, directly by staff, and why it is refused."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import timedelta
from typing import Any

import pytest

from benchmarks.overhearing import overheard
from smoothschedule.core.problems import NotFound, Problem
from smoothschedule.core.unit_of_work import VISITOR
from smoothschedule.scheduling.models import Allocation, Appointment, Customer, Resource, Service
from smoothschedule.scheduling.operations import setup
from smoothschedule.scheduling.queries.free_slots import free_slots
from smoothschedule.scheduling.queries.offered import visitors_question
from smoothschedule.scheduling.refusals import (
    HoldExpired,
    OffGrid,
    OutsideHours,
    OwnCalendarOnly,
    PastTime,
    ResourceMissing,
    SlotTaken,
    TooFar,
    TooSoon,
    WrongState,
)
from tests.factories import wire
from tests.scheduling.world import NOW, World, at


def test_a_held_slot_becomes_a_confirmed_appointment(world: World) -> None:
    booked = world.appointment(world.confirm(world.hold("10:00")))
    assert (booked.state, booked.starts_at, booked.ends_at) == (
        "confirmed",
        at("10:00"),
        at("11:00"),
    )
    assert (booked.price_minor, booked.currency, booked.hold_expires_at) == (4500, "USD", None)
    assert world.events()[-3:] == ["AppointmentHeld", "CustomerChanged", "AppointmentBooked"]


def test_a_service_with_approval_starts_as_a_request(world: World) -> None:
    world.change(Service, world.cut, requires_approval=True)
    booked = world.appointment(world.confirm(world.hold("10:00")))
    assert booked.state == "pending"
    assert world.events()[-1] == "AppointmentRequested"


def test_a_hold_is_booked_only_once(world: World) -> None:
    token = world.hold("10:00")
    world.confirm(token)
    with pytest.raises(WrongState):
        world.confirm(token)
    assert world.count(Appointment) == 1


def test_a_hold_that_has_run_out_cannot_be_booked(world: World) -> None:
    token = world.hold("10:00")
    with pytest.raises(HoldExpired):
        world.confirm(token, now=NOW + timedelta(minutes=5))
    assert world.count(Customer) == 0


def test_a_hold_can_be_booked_until_its_last_second(world: World) -> None:
    token = world.hold("10:00")
    last = NOW + timedelta(minutes=5, seconds=-1)
    assert world.appointment(world.confirm(token, now=last)).state == "confirmed"


def test_a_token_never_given_opens_nothing(world: World) -> None:
    with pytest.raises(NotFound):
        world.confirm("a-token-never-given")


def test_secrets_are_stored_only_as_hashes(world: World) -> None:
    token = world.hold("10:00")
    row = world.appointment(world.confirm(token))
    kept = {str(getattr(row, column.key)) for column in Appointment.__table__.columns}
    assert token not in kept
    assert len(row.hold_token_hash or b"") == len(row.manage_token_hash or b"") == 32


def test_any_staff_means_whoever_has_fewest_bookings_that_day(world: World) -> None:
    first, second = world.staff
    world.book("15:00", resources=[first])
    assert world.resources_of(world.book("10:00")) == {second}


def test_bookings_of_another_day_do_not_count(world: World) -> None:
    first, _ = world.staff
    world.book("15:00", day=5, resources=[first])
    assert world.resources_of(world.book("10:00")) == {first}


def test_any_staff_takes_whoever_is_free(world: World) -> None:
    taken = [world.resources_of(world.book("10:00")) for _ in range(2)]
    assert taken[0] | taken[1] == set(world.staff)
    with pytest.raises(SlotTaken):
        world.book("10:00")


def test_named_staff_are_the_ones_booked(world: World) -> None:
    booked = world.book("10:00", resources=[world.staff[1]])
    assert world.resources_of(booked) == {world.staff[1]}


def test_staff_and_room_are_booked_together(world: World) -> None:
    booked = world.book("10:00", service=world.color)
    assert world.room in world.resources_of(booked)
    assert len(world.resources_of(booked)) == 2


def test_when_the_room_is_taken_nobody_is_booked(world: World) -> None:
    world.book("10:00", service=world.color)
    with pytest.raises(SlotTaken):
        world.book("11:00", service=world.color)
    assert world.count(Allocation) == 2


def test_buffers_keep_the_next_appointment_away(world: World) -> None:
    staff = world.staff[0]
    world.book("10:00", service=world.color, resources=[staff])
    with pytest.raises(SlotTaken):
        world.book("11:45", resources=[staff])
    assert world.book("12:00", resources=[staff])


@pytest.mark.parametrize(
    ("clock", "refusal"),
    [("07:00", PastTime), ("08:30", OutsideHours), ("16:30", OutsideHours), ("10:10", OffGrid)],
)
def test_visitors_are_held_to_hours_and_grid(
    world: World, clock: str, refusal: type[Problem]
) -> None:
    with pytest.raises(refusal):
        world.hold(clock)
    assert world.count(Appointment) == 0


def test_visitors_are_held_to_lead_time_and_horizon_but_staff_are_not(world: World) -> None:
    world.change(Service, world.cut, lead_time_minutes=180, horizon_days=0)
    with pytest.raises(TooSoon):
        world.hold("10:00")
    assert world.hold("11:00")
    assert world.book("09:00")
    assert world.book("09:00", day=5)
    with pytest.raises(TooFar):
        world.hold("11:00", now=NOW - timedelta(days=1))


def test_staff_may_book_off_the_grid_but_not_outside_hours(world: World) -> None:
    assert world.book("10:10")
    with pytest.raises(OutsideHours):
        world.book("16:30")
    with pytest.raises(PastTime):
        world.book("07:59")


def test_a_refusal_names_the_nearest_free_times(world: World) -> None:
    for _ in world.staff:
        world.book("10:00")
    with pytest.raises(SlotTaken) as refused:
        world.hold("10:00")
    starts = [slot["starts_at"] for slot in refused.value.extra["alternatives"]]
    assert starts == ["2026-05-04T13:00:00Z", "2026-05-04T15:00:00Z", "2026-05-04T16:00:00Z"]


@pytest.mark.parametrize(
    "taken", [(), (9, 11), (9, 11, 12, 13), (9, 11, 12, 13, 14, 15), range(9, 17)], ids=str
)
def test_a_refusal_names_the_nearest_of_all_free_times(
    world: World, taken: Collection[int]
) -> None:
    for hour in {10, *taken}:
        for person in world.staff:
            world.book(f"{hour:02}:00", resources=[person])
    asked, reach = at("10:00"), timedelta(days=3)
    with world.work(VISITOR) as work:
        question = visitors_question(work, world.cut)
        free = free_slots(work, question, (asked - reach, asked + reach))
    nearest = sorted((abs(each.starts_at - asked), each.starts_at) for each in free)[:3]
    with pytest.raises(SlotTaken) as refused:
        world.hold("10:00")
    offered = [slot["starts_at"] for slot in refused.value.extra["alternatives"]]
    assert offered == [wire(start) for _, start in nearest]


def test_a_refusal_names_somebody_else_who_is_free_then(world: World) -> None:
    first, second = world.staff[:2]
    world.book("10:00", resources=[first])
    with pytest.raises(SlotTaken) as refused:
        world.book("10:00", resources=[first])
    same, *later = refused.value.extra["alternatives"]
    assert same["starts_at"] == wire(at("10:00"))
    assert str(second) in same["resource_ids"]
    assert str(first) not in same["resource_ids"]
    assert len(later) == 2
    assert all(str(first) in slot["resource_ids"] for slot in later)


def test_staff_are_not_told_of_colleagues_whom_they_may_not_book(world: World) -> None:
    actor = world.colleague(world.staff[0])
    world.book("10:00", resources=[world.staff[0]])
    with pytest.raises(SlotTaken) as refused:
        world.book("10:00", actor=actor)
    starts = [slot["starts_at"] for slot in refused.value.extra["alternatives"]]
    assert starts
    assert wire(at("10:00")) not in starts


def test_what_is_shown_free_can_be_booked_and_nothing_else(world: World) -> None:
    world.book("10:00", resources=[world.staff[0]])
    world.book("10:00", resources=[world.staff[1]])
    for hour in range(9, 17):
        if hour == 10:
            with pytest.raises(SlotTaken):
                world.hold("10:00")
        else:
            assert world.hold(f"{hour:02}:00")


def test_a_service_that_nobody_gives_is_refused_by_name(world: World) -> None:
    world.change(Resource, world.room, is_active=False)
    with pytest.raises(ResourceMissing):
        world.hold("10:00", service=world.color)


def test_nobody_is_in_two_places_at_once(world: World) -> None:
    with world.work() as work:
        other = setup.add_location(work, name="Elsewhere", time_zone="UTC").id
    world.change(Resource, world.room, location_id=other)
    with pytest.raises(ResourceMissing):
        world.hold("10:00", service=world.color)


def test_inactive_and_private_services_are_not_there_for_visitors(world: World) -> None:
    world.change(Service, world.cut, is_public=False)
    with pytest.raises(NotFound):
        world.hold("10:00")
    assert world.book("10:00")
    world.change(Service, world.cut, is_active=False)
    with pytest.raises(NotFound):
        world.book("11:00")


def test_staff_book_only_their_own_calendar(world: World) -> None:
    own, other = world.staff
    actor = world.colleague(own)
    assert world.resources_of(world.book("10:00", actor=actor)) == {own}
    with pytest.raises(OwnCalendarOnly):
        world.book("11:00", actor=actor, resources=[other])
    with pytest.raises(OwnCalendarOnly):
        world.book("11:00", actor=world.colleague(None))


def test_a_stranger_s_service_or_resource_is_not_there(world: World, elsewhere: World) -> None:
    with pytest.raises(NotFound):
        world.book("10:00", service=elsewhere.cut)
    with pytest.raises(NotFound):
        world.book("10:00", resources=[elsewhere.staff[0]])


def test_a_refusal_writes_down_nobody_and_the_booking_does(world: World) -> None:
    walk_in: dict[str, Any] = {"name": "Ben", "email": None, "phone": None}
    wanted = {"resources": (world.staff[0],), "guest": walk_in}
    world.book("10:00", **wanted)
    with overheard() as refused, pytest.raises(SlotTaken):
        world.book("10:00", **wanted)
    with overheard() as booked:
        world.book("12:00", **wanted)
    of_the_refusal, of_the_booking = (
        re.findall(r"^INSERT INTO (\w+)", "\n".join(text for text, _ in sent), re.MULTILINE)
        for sent in (refused, booked)
    )
    assert of_the_refusal == []
    assert of_the_booking.index("customers") < of_the_booking.index("appointments")
