"""Free slots: what the query hands to the rules, and what it costs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.overhearing import overheard
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import VISITOR
from smoothschedule.scheduling.models import Location, Resource
from smoothschedule.scheduling.operations import setup
from smoothschedule.scheduling.queries.facts import Question, offer_of
from smoothschedule.scheduling.queries.free_slots import free_slots
from smoothschedule.scheduling.queries.offered import Moving, slots_for_staff, slots_for_visitors
from smoothschedule.scheduling.refusals import RangeTooLong
from tests.scheduling.world import NOW, World, at, week

DAY = at("00:00"), at("00:00", 5)


def test_two_statements_answer_for_any_number_of_resources(world: World) -> None:
    with world.work() as work, overheard() as sent:
        question = Question(offer_of(work, world.color), is_visitor=True)
        assert free_slots(work, question, (DAY[0], DAY[0] + timedelta(days=30)))
    assert len(sent) == 2


def test_slots_carry_everyone_who_could_take_them(world: World) -> None:
    first, second = world.staff
    world.book("10:00", resources=[first])
    with world.work(VISITOR) as work:
        shown = slots_for_visitors(work, world.cut, DAY)
    by_start = {slot.starts_at: set(slot.resource_ids) for slot in shown["items"]}
    assert by_start[at("09:00")] == {first, second}
    assert by_start[at("10:00")] == {second}
    assert len(by_start) == 8
    assert shown["time_zone"] == "America/New_York"


def test_one_person_s_slots_leave_the_others_out(world: World) -> None:
    first = world.staff[0]
    world.book("10:00", resources=[first])
    with world.work(VISITOR) as work:
        items = slots_for_visitors(work, world.cut, DAY, resource_id=first)["items"]
    assert {id for slot in items for id in slot.resource_ids} == {first}
    assert at("10:00") not in {slot.starts_at for slot in items}


def test_an_appointment_being_moved_is_not_in_its_own_way(world: World) -> None:
    first, second = world.staff
    world.book("10:00", resources=[second])
    booked = world.book("10:00", resources=[first])
    with world.work() as work:
        plain = slots_for_staff(work, world.cut, DAY)["items"]
        moving = slots_for_staff(work, world.cut, DAY, moving=Moving(booked))["items"]
    assert at("10:00") not in {slot.starts_at for slot in plain}
    assert at("10:00") in {slot.starts_at for slot in moving}


def test_hours_are_meant_by_the_clock_of_the_location(world: World) -> None:
    world.change(Location, world.location_id, time_zone="Asia/Tokyo")
    with world.work(VISITOR) as work:
        shown = slots_for_visitors(work, world.cut, (DAY[0], DAY[0] + timedelta(days=2)))
    assert shown["time_zone"] == "Asia/Tokyo"
    assert shown["items"][0].starts_at == datetime(2026, 5, 5, 0, 0, tzinfo=UTC)


def test_locations_offer_the_union_and_the_zone_is_the_business_s(world: World) -> None:
    with world.work() as work:
        london = setup.add_location(work, name="London", time_zone="Europe/London").id
    world.change(Resource, world.staff[1], location_id=london)
    with world.work(VISITOR) as work:
        shown = slots_for_visitors(work, world.cut, (at("00:00", 5), at("00:00", 6)))
    starts = [slot.starts_at for slot in shown["items"]]
    assert starts[0] == datetime(2026, 5, 5, 8, tzinfo=UTC)
    assert starts[-1] == datetime(2026, 5, 5, 20, tzinfo=UTC)
    assert starts == sorted(set(starts))
    assert shown["time_zone"] == "America/New_York"


def test_new_hours_count_at_once(world: World) -> None:
    with world.work() as work:
        for id in world.staff:
            setup.set_hours(work, work.get(Resource, id), week(12, 14))
    with world.work(VISITOR) as work:
        items = slots_for_visitors(work, world.cut, DAY)["items"]
    assert [slot.starts_at for slot in items] == [at("12:00"), at("13:00")]


def test_the_past_is_never_offered(world: World) -> None:
    with world.work(VISITOR, now=at("12:30")) as work:
        items = slots_for_visitors(work, world.cut, DAY)["items"]
    assert items[0].starts_at == at("13:00")


def test_sixty_two_days_are_the_most_that_is_answered(world: World) -> None:
    with world.work(VISITOR) as work:
        assert slots_for_visitors(work, world.cut, (NOW, NOW + timedelta(days=62)))["items"]
        with pytest.raises(RangeTooLong):
            slots_for_visitors(work, world.cut, (NOW, NOW + timedelta(days=62, seconds=1)))


def test_a_stranger_s_service_or_resource_is_not_there(world: World, elsewhere: World) -> None:
    with world.work(VISITOR) as work:
        with pytest.raises(NotFound):
            slots_for_visitors(work, elsewhere.cut, DAY)
        with pytest.raises(NotFound):
            slots_for_visitors(work, world.cut, DAY, resource_id=elsewhere.staff[0])
