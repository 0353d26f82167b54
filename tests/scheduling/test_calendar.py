"""The calendar and the lists: what stands, for whom, in how many statements."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from benchmarks.overhearing import overheard
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Actor
from smoothschedule.scheduling.models import Customer
from smoothschedule.scheduling.operations.appointments import cancel
from smoothschedule.scheduling.queries.appointments import (
    appointments,
    details_of,
    own_booking,
    own_bookings,
)
from smoothschedule.scheduling.queries.calendar import calendar
from smoothschedule.scheduling.queries.customers import customer, customers
from smoothschedule.scheduling.queries.people import on_the_calendar
from smoothschedule.scheduling.schemas.appointments import AppointmentSchema
from tests.scheduling.world import NOW, World, at

DAY = at("00:00"), at("00:00", 5)


def shown(world: World, actor: Actor | None = None, **more: object) -> set[UUID]:
    with world.work(actor) as work:
        return {UUID(each["id"]) for each in calendar(work, DAY, **more)}  # type: ignore[arg-type]


def test_what_is_over_is_left_out(world: World) -> None:
    stays, goes = world.book("10:00"), world.book("11:00")
    with world.work() as work:
        cancel(work, goes, version=1, reason=None, by_guest=False)
    assert shown(world) == {stays}


def test_a_hold_is_shown_while_it_runs(world: World) -> None:
    world.hold("10:00")
    assert len(shown(world)) == 1
    with world.work(now=NOW + timedelta(minutes=5)) as work:
        assert calendar(work, DAY) == []


def test_the_range_is_half_open(world: World) -> None:
    booked = world.book("10:00")
    with world.work() as work:
        for within, expected in (
            ((at("09:00"), at("10:00")), []),
            ((at("09:00"), at("10:01")), [booked]),
            ((at("10:59"), at("12:00")), [booked]),
            ((at("11:00"), at("12:00")), []),
        ):
            assert [UUID(each["id"]) for each in calendar(work, within)] == expected


def test_one_resource_s_calendar(world: World) -> None:
    first, second = world.staff
    mine = world.book("10:00", resources=[first])
    world.book("10:00", resources=[second])
    assert shown(world, resource_id=first) == {mine}


def test_staff_see_their_own_calendar_only(world: World) -> None:
    first, second = world.staff
    mine = world.book("10:00", resources=[first])
    world.book("10:00", resources=[second])
    assert shown(world, world.colleague(first)) == {mine}
    assert shown(world, world.colleague(first), resource_id=second) == set()
    assert shown(world, world.colleague(None)) == set()


def test_another_business_sees_nothing(world: World, elsewhere: World) -> None:
    world.book("10:00")
    assert shown(elsewhere) == set()


def test_the_whole_calendar_takes_three_questions(world: World) -> None:
    for hour in (9, 10, 11, 13):
        world.book(f"{hour:02}:00", service=world.cut)
    with world.work() as work, overheard() as sent:
        documents = calendar(work, DAY)
    assert len(documents) == 4
    assert documents[0]["allocations"][0]["resource_name"] in {"Sam", "Tess"}
    assert len([text for text, _ in sent if text.startswith("SELECT")]) == 3


def test_the_calendar_shows_an_appointment_as_every_other_answer_does(world: World) -> None:
    world.hold("09:00")
    world.book("10:00")
    with world.work() as work:
        documents = calendar(work, DAY)
        others = [details_of(work, UUID(each["id"])) for each in documents]
        assert documents == AppointmentSchema(many=True).dump(others)
    assert len(documents) == 2


def test_lists_are_paged_latest_first(world: World) -> None:
    booked = [world.book(f"{hour:02}:00") for hour in (9, 10, 11)]
    with world.work() as work:
        first = appointments(work, limit=2, after=None)
        rest = appointments(work, limit=2, after=first["next"])
    assert [each.id for each in first["items"] + rest["items"]] == booked[::-1]
    assert rest["next"] is None


def test_lists_are_narrowed_by_state_and_customer(world: World) -> None:
    booked = world.book("09:00")
    world.hold("10:00")
    customer_id = world.appointment(booked).customer_id
    with world.work() as work:
        by_state = appointments(work, limit=9, after=None, state="hold")["items"]
        by_person = appointments(work, limit=9, after=None, customer_id=customer_id)["items"]
    assert [each.state for each in by_state] == ["hold"]
    assert [each.id for each in by_person] == [booked]


def test_a_customer_sees_only_their_own_bookings(world: World) -> None:
    mine, theirs = world.book("09:00"), world.confirm(world.hold("10:00"))
    me = Actor(customer_id=world.appointment(mine).customer_id)
    with world.work(me) as work:
        assert [each.id for each in own_bookings(work, limit=9, after=None)["items"]] == [mine]
        assert own_booking(work, mine).id == mine
        with pytest.raises(NotFound):
            own_booking(work, theirs)
    with world.work(Actor()) as work:
        assert own_bookings(work, limit=9, after=None)["items"] == []


def test_an_account_knows_its_calendar_and_its_customer(world: World) -> None:
    booked = world.book("09:00")
    customer_id = world.appointment(booked).customer_id
    assert customer_id
    world.change(Customer, customer_id, user_id=world.owner_id)
    with world.work() as work:
        found = work.session.execute(select(*on_the_calendar(world.owner_id))).one()
    assert tuple(found) == (None, customer_id)


def test_whoever_has_no_account_here_knows_no_guests_by_having_added_them(world: World) -> None:
    booked = world.confirm(world.hold("10:00"))  # a guest: nobody's account added them
    customer_id = world.appointment(booked).customer_id
    assert customer_id
    with world.work(Actor(staff_id=world.owner_id, role="PLATFORM_SUPPORT")) as work:
        assert customers(work, q="", limit=9, after=None)["items"] == []
        with pytest.raises(NotFound):
            customer(work, customer_id)
