"""Locations, hours and services: what a change counts up, whom it waits for."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import VISITOR
from smoothschedule.scheduling.models import Location, Resource, Service
from smoothschedule.scheduling.operations import setup
from smoothschedule.scheduling.operations.holds import hold
from smoothschedule.scheduling.queries.offered import visitors_question
from smoothschedule.scheduling.queries.setup import resource, resources, service
from tests.scheduling.world import NOW, World, at, week


def test_new_hours_replace_the_old_and_count_the_version_up(world: World) -> None:
    with world.work() as work:
        before = work.get(Resource, world.staff[0]).version
        setup.set_hours(work, work.get(Resource, world.staff[0]), week(20, 24)[:1])
    with world.work() as work:
        now = resource(work, world.staff[0])
        windows = [(w.weekday, w.opens_minute, w.closes_minute) for w in now.hours]
    assert (now.version, windows) == (before + 1, [(0, 1200, 1440)])
    assert world.events()[-1] == "ResourceChanged"


def test_hours_do_not_change_while_somebody_is_being_booked(world: World) -> None:
    with world.work(VISITOR, now=NOW) as booking:
        hold(booking, visitors_question(booking, world.cut), at("10:00"))
        with world.work() as work:
            work.session.execute(text("SET LOCAL lock_timeout = '100ms'"))
            person = work.get(Resource, world.staff[0])
            with pytest.raises(OperationalError) as refused:
                setup.set_hours(work, person, [])
            work.session.rollback()
    assert refused.value.orig.sqlstate == "55P03"  # type: ignore[union-attr]


def test_two_visitors_may_be_booked_side_by_side(world: World) -> None:
    with world.work(VISITOR) as first, world.work(VISITOR) as second:
        second.session.execute(text("SET LOCAL lock_timeout = '1s'"))
        hold(first, visitors_question(first, world.cut), at("10:00"))
        hold(second, visitors_question(second, world.cut), at("11:00"))
    assert world.events().count("AppointmentHeld") == 2


def test_requirements_are_replaced_as_a_whole(world: World) -> None:
    needs = [{"kind": "room", "resource_ids": [world.room]}]
    with world.work() as work:
        found = work.get(Service, world.cut)
        before = found.version
        setup.change_service(work, found, requirements=needs)
    with world.work() as work:
        now = service(work, world.cut)
        named = [(n.kind, [c.resource_id for c in n.candidates]) for n in now.requirements]
    assert (now.version, named) == (before + 1, [("room", [world.room])])


def test_a_resource_named_twice_is_one_candidate(world: World) -> None:
    staff = world.staff[0]
    with world.work() as work:
        made = setup.add_service(
            work,
            name="Twice",
            duration_minutes=30,
            requirements=[{"kind": "staff", "resource_ids": [staff, staff]}],
        )
        assert len(service(work, made.id).requirements[0].candidates) == 1
    assert (made.step_minutes, made.currency) == (30, "USD")


def test_a_change_that_changes_nothing_keeps_the_version(world: World) -> None:
    with world.work() as work:
        place = work.get(Location, world.location_id)
        setup.change_location(work, place, name=place.name)
        assert place.version == 1


def test_resources_come_in_the_order_the_business_gave_them(world: World) -> None:
    with world.work() as work:
        setup.change_resource(work, work.get(Resource, world.staff[0]), position=5)
        page = resources(work, limit=10, after=None, kind="staff")
        assert [each.name for each in page["items"]] == ["Tess", "Sam"]
        elsewhere = resources(work, limit=10, after=None, location_id=world.room)
        assert elsewhere["items"] == []


def test_a_missing_resource_or_service_is_not_found(world: World) -> None:
    with world.work() as work:
        with pytest.raises(NotFound):
            resource(work, world.cut)
        with pytest.raises(NotFound):
            service(work, world.room)
