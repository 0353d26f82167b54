"""Limits: how many of a service a day takes, and one customer in a day or a week."""

from __future__ import annotations

from datetime import datetime
from threading import Barrier, Thread
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from smoothschedule.core.api import App
from smoothschedule.core.problems import Problem
from smoothschedule.core.unit_of_work import VISITOR
from smoothschedule.scheduling.models import Location, Service
from smoothschedule.scheduling.operations.appointments import cancel
from smoothschedule.scheduling.operations.moving import move
from smoothschedule.scheduling.queries.offered import slots_for_staff, slots_for_visitors
from smoothschedule.scheduling.refusals import LimitReached
from smoothschedule.users.rules import Role
from tests.factories import Business, soon, wire
from tests.scheduling.world import NOW, World, at
from tests.web import check_problem, signed_in, visitor

WEEK = at("00:00"), at("00:00", 16)


def limit(world: World, **most: int) -> None:
    world.change(Service, world.cut, **most)


def days_offered(world: World, **asked: Any) -> list[int]:
    """On which days of May the cut is offered to staff in the next week and a half."""
    with world.work() as work:
        items = slots_for_staff(work, world.cut, WEEK, **asked)["items"]
    return sorted({slot.starts_at.day for slot in items})


def ann(world: World, appointment_id: Any) -> Any:
    return world.appointment(appointment_id).customer_id


def test_a_day_that_is_full_is_neither_offered_nor_booked(world: World) -> None:
    limit(world, max_per_day=2)
    world.book("09:00")
    world.hold("10:00")
    with world.work(VISITOR) as work:
        shown = slots_for_visitors(work, world.cut, WEEK)["items"]
    assert min(slot.starts_at for slot in shown) == at("09:00", 5)
    for book in (lambda: world.book("11:00"), lambda: world.hold("11:00")):
        with pytest.raises(LimitReached) as refused:
            book()
        assert refused.value.extra["alternatives"][0]["starts_at"] == wire(at("09:00", 5))
    world.book("11:00", service=world.color)


def test_what_was_called_off_or_ran_out_gives_the_day_back(world: World) -> None:
    limit(world, max_per_day=1)
    booked = world.book("09:00")
    with world.work() as work:
        cancel(work, booked, version=1, reason=None, by_guest=False)
    world.hold("10:00")
    again = world.book("11:00", now=datetime(2026, 5, 4, 12, 6, tzinfo=NOW.tzinfo))
    assert world.appointment(again).state == "confirmed"


def test_a_booking_may_move_within_its_own_full_day_but_not_into_another(world: World) -> None:
    limit(world, max_per_day=1)
    first, second = world.book("09:00"), world.book("09:00", day=5)
    details = {"version": 1, "resource_ids": frozenset()}
    with world.work() as work:
        move(work, first, starts_at=at("15:00"), **details)
    with pytest.raises(LimitReached), world.work() as work:
        move(work, second, starts_at=at("11:00"), **details)


def test_a_customers_days_and_weeks_fill_for_that_customer_alone(world: World) -> None:
    limit(world, customer_max_per_day=1, customer_max_per_week=2)
    customer = ann(world, world.book("09:00"))
    assert days_offered(world, customer_id=customer)[0] == 5
    assert days_offered(world)[0] == 4
    with pytest.raises(LimitReached):
        world.book("15:00")
    world.book("09:00", day=6)
    assert days_offered(world, customer_id=customer)[0] == 11
    with pytest.raises(LimitReached):
        world.book("09:00", day=8)
    world.book("09:00", day=11)


def test_a_hold_is_refused_once_it_is_known_for_whom(world: World) -> None:
    limit(world, customer_max_per_day=1)
    world.confirm(world.hold("09:00"))
    token = world.hold("10:00")
    with pytest.raises(LimitReached) as refused:
        world.confirm(token)
    assert refused.value.extra["alternatives"][0]["starts_at"] == wire(at("09:00", 5))
    world.confirm(token, name="Somebody Else")


def test_a_day_is_the_day_of_the_place(world: World) -> None:
    limit(world, max_per_day=1)
    world.change(Location, world.location_id, time_zone="Asia/Tokyo")
    # Tuesday in Tokyo, Monday evening in New York.
    world.book("20:00")
    with world.work() as work:
        items = slots_for_staff(work, world.cut, (at("00:00"), at("00:00", 7)))["items"]
    tokyo = ZoneInfo("Asia/Tokyo")
    assert {slot.starts_at.astimezone(tokyo).day for slot in items} == {6, 7}


def test_however_many_ask_at_once_the_limit_holds(world: World) -> None:
    limit(world, max_per_day=2)
    clocks = ["09:00", "10:00", "11:00", "12:00", "13:00", "14:00"]
    gate, told = Barrier(len(clocks)), []

    def ask(clock: str) -> None:
        gate.wait()
        try:
            world.hold(clock)
            told.append("held")
        except Problem as problem:
            told.append(problem.slug)

    threads = [Thread(target=ask, args=(clock,)) for clock in clocks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["held"] * 2 + ["limit"] * 4


def test_a_signed_in_customer_is_not_offered_what_the_limit_refuses(
    app: App, business: Business
) -> None:
    owner = signed_in(app, business)
    path = f"/services/{business.service_id}"
    changed = owner.patch(path, {"customer_max_per_day": 1}, version=1)
    assert changed.json["customer_max_per_day"] == 1
    body = {"service_id": str(business.service_id), "customer_id": str(business.customer_id)}
    assert owner.post("/appointments", {**body, "starts_at": wire(soon(3))}).status_code == 201
    again = owner.post("/appointments", {**body, "starts_at": wire(soon(3, hour=12))})
    check_problem(again, 409, "limit")
    asked = {"from": wire(soon(3)), "to": wire(soon(3, hour=13))}
    slots = f"/public/services/{business.service_id}/slots"
    own = signed_in(app, business, business.people[Role.CUSTOMER]).get(slots, query_string=asked)
    assert own.json["items"] == []
    assert visitor(app, business).get(slots, query_string=asked).json["items"]


@pytest.mark.parametrize("most", [0, -1, 1001, "two", 1.5])
def test_a_limit_is_a_whole_number_from_one(app: App, business: Business, most: Any) -> None:
    path = f"/services/{business.service_id}"
    refused = signed_in(app, business).patch(path, {"max_per_day": most}, version=1)
    assert check_problem(refused, 422)["errors"]["json"]["max_per_day"]
