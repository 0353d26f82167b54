"""Services in parts, and what is booked along: who is held when, and what it costs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from smoothschedule.core.api import App
from smoothschedule.core.problems import Clash, NotFound
from smoothschedule.core.unit_of_work import VISITOR
from smoothschedule.scheduling.models import Allocation, Resource, Service
from smoothschedule.scheduling.operations import setup
from smoothschedule.scheduling.operations.moving import move
from smoothschedule.scheduling.queries.offered import slots_for_visitors
from smoothschedule.scheduling.queries.setup import service
from smoothschedule.scheduling.refusals import SegmentsDoNotFit, SlotTaken
from tests.factories import Business, soon, wire
from tests.scheduling.world import NEW_YORK, World, at
from tests.web import check_problem, signed_in, visitor

DAY = at("00:00"), at("00:00", 5)


@pytest.fixture
def dye(world: World) -> UUID:
    """Twenty minutes with one of the staff, thirty in the room alone, ten with staff again."""
    with world.work() as work:
        made = setup.add_service(
            work,
            name="Dye",
            duration_minutes=60,
            step_minutes=10,
            price_minor=9000,
            buffer_after_minutes=10,
            requirements=[
                {"kind": "staff", "resource_ids": world.staff[:1]},
                {"kind": "room", "resource_ids": [world.room]},
            ],
            segments=[
                {"duration_minutes": 20, "holds": [0]},
                {"duration_minutes": 30, "holds": [1]},
                {"duration_minutes": 10, "holds": [0]},
            ],
            addons=[
                {"name": "Gloss", "extra_minutes": 20, "price_minor": 1500},
                {"name": "Tea", "extra_minutes": 0, "price_minor": 300},
            ],
        )
        return made.id


def spans(world: World, appointment_id: UUID) -> list[tuple[UUID, str, str, str, str]]:
    """Resource, start, end and busy time of each allocation, by the clock in New York."""
    with world.work() as work:
        rows = work.session.scalars(
            select(Allocation)
            .where(Allocation.appointment_id == appointment_id)
            .order_by(Allocation.starts_at)
        ).all()
    return [
        (
            row.resource_id,
            *(
                moment.astimezone(NEW_YORK).strftime("%H:%M")
                for moment in (row.starts_at, row.ends_at, row.busy_from, row.busy_until)
            ),
        )
        for row in rows
    ]


def starts(world: World, service_id: UUID, **asked: Any) -> list[str]:
    with world.work(VISITOR) as work:
        items = slots_for_visitors(work, service_id, DAY, **asked)["items"]
    return [slot.starts_at.astimezone(NEW_YORK).strftime("%H:%M") for slot in items]


def addons(world: World, service_id: UUID) -> list[UUID]:
    with world.work() as work:
        return [addon.id for addon in service(work, service_id).addons]


def test_each_is_held_only_in_its_own_parts(world: World, dye: UUID) -> None:
    staff, room = world.staff[0], world.room
    assert spans(world, world.book("10:00", service=dye)) == [
        (staff, "10:00", "10:20", "10:00", "10:20"),
        (room, "10:20", "10:50", "10:20", "10:50"),
        (staff, "10:50", "11:00", "10:50", "11:10"),
    ]


def test_staff_serve_somebody_else_while_the_dye_works(world: World, dye: UUID) -> None:
    with world.work() as work:
        needs = [{"kind": "staff", "resource_ids": world.staff[:1]}]
        trim = setup.add_service(work, name="Trim", duration_minutes=30, requirements=needs).id
    world.book("10:00", service=dye)
    world.book("10:20", service=trim)
    with pytest.raises(SlotTaken):
        world.book("10:30", service=trim)
    with pytest.raises(SlotTaken):
        world.book("11:00", service=trim)
    world.book("11:10", service=trim)


def test_two_dyes_interleave_and_all_that_is_offered_can_be_booked(world: World, dye: UUID) -> None:
    world.book("10:00", service=dye)
    offered = starts(world, dye)
    assert "09:40" not in offered
    assert "10:20" not in offered
    assert "11:10" in offered
    # Its last part lies in the half-hour in which the other needs nobody.
    assert offered[0] == "09:30"
    for clock in ("09:30", "11:10", offered[-1]):
        world.hold(clock, service=dye)


def test_a_break_while_nobody_is_needed_does_not_matter(world: World, dye: UUID) -> None:
    with world.work() as work:
        hours = [(9 * 60, 10 * 60 + 20), (10 * 60 + 50, 12 * 60)]
        rows = [{"weekday": 0, "opens_minute": a, "closes_minute": b} for a, b in hours]
        setup.set_hours(work, work.get(Resource, world.staff[0]), rows)
    assert "10:00" in starts(world, dye)
    assert "10:10" not in starts(world, dye)


def test_what_is_booked_along_takes_longer_and_costs_more(world: World, dye: UUID) -> None:
    gloss, tea = addons(world, dye)
    booked = world.book("10:00", service=dye, addons=[tea, gloss])
    found = world.appointment(booked)
    assert found.ends_at - found.starts_at == timedelta(minutes=80)
    assert found.price_minor == 9000 + 1500 + 300
    assert spans(world, booked)[-1][1:3] == ("10:50", "11:20")
    assert "16:00" in starts(world, dye)
    assert "16:00" not in starts(world, dye, addon_ids=[gloss])


def test_a_time_too_short_for_the_add_ons_is_offered_without_them(world: World, dye: UUID) -> None:
    gloss, tea = addons(world, dye)
    with pytest.raises(Clash) as refused:
        world.hold("16:00", service=dye, addon_ids=[gloss, tea])
    shorter, *later = refused.value.extra["alternatives"]
    assert (shorter["starts_at"], shorter["without_addons"]) == (wire(at("16:00")), True)
    assert shorter["ends_at"] == wire(at("17:00"))
    assert [slot["without_addons"] for slot in later] == [False, False]
    with pytest.raises(Clash) as refused:
        world.hold("16:30", service=dye, addon_ids=[tea])
    assert not any(slot["without_addons"] for slot in refused.value.extra["alternatives"])


def test_a_move_keeps_parts_and_what_was_booked_along(world: World, dye: UUID) -> None:
    booked = world.book("10:00", service=dye, addons=addons(world, dye))
    with world.work() as work:
        setup.change_service(work, work.get(Service, dye), addons=[])
    with world.work() as work:
        move(work, booked, version=1, starts_at=at("13:00"), resource_ids=frozenset())
    assert [each[1:3] for each in spans(world, booked)] == [
        ("13:00", "13:20"),
        ("13:20", "13:50"),
        ("13:50", "14:20"),
    ]


def test_a_strange_add_on_is_not_found(world: World, dye: UUID) -> None:
    with pytest.raises(NotFound):
        world.book("10:00", addons=addons(world, dye))


def test_an_add_on_named_by_its_id_stays_the_same_one(world: World, dye: UUID) -> None:
    gloss, _ = addons(world, dye)
    cream = {"name": "Cream", "extra_minutes": 1, "price_minor": 1}
    glossier = {"id": gloss, "name": "Gloss and shine", "extra_minutes": 25, "price_minor": 1}
    with world.work() as work:
        setup.change_service(work, work.get(Service, dye), addons=[cream, glossier])
    with world.work() as work:
        now = service(work, dye)
        assert [addon.name for addon in now.addons] == ["Cream", "Gloss and shine"]
    assert addons(world, dye)[1] == gloss


@pytest.mark.parametrize(
    "changes",
    [
        {"duration_minutes": 90},
        {"segments": [{"duration_minutes": 60, "holds": [0]}]},
        {"segments": [{"duration_minutes": 60, "holds": [0, 1, 2]}]},
        {"segments": [{"duration_minutes": 59, "holds": [0, 1]}]},
        {"grid": "optimized"},
        {"requirements": []},
    ],
)
def test_parts_make_up_the_service_or_are_refused(
    world: World, dye: UUID, changes: dict[str, Any]
) -> None:
    with pytest.raises(SegmentsDoNotFit), world.work() as work:
        setup.change_service(work, work.get(Service, dye), **changes)


def test_without_parts_it_is_one_piece_again(world: World, dye: UUID) -> None:
    with world.work() as work:
        setup.change_service(work, work.get(Service, dye), segments=[])
    assert len(spans(world, world.book("10:00", service=dye))) == 2


def test_a_visitor_sees_chooses_and_keeps_what_is_booked_along(
    app: App, business: Business
) -> None:
    owner, guest = signed_in(app, business), visitor(app, business)
    extra = {"name": "Massage", "extra_minutes": 15, "price_minor": 700}
    path = f"/services/{business.service_id}"
    version = owner.get(path).json["version"]
    assert owner.patch(path, {"addons": [extra]}, version=version).status_code == 200
    offered = guest.get("/public/business").json["services"]
    [shown] = next(each for each in offered if each["id"] == str(business.service_id))["addons"]
    wish = {"service_id": str(business.service_id), "starts_at": wire(soon(3))}
    held = guest.post("/public/holds", {**wish, "addon_ids": [shown["id"]]}).json
    assert held["ends_at"] == wire(soon(3, minute=45))
    body = {"hold_token": held["token"], "name": "Vera", "email": "vera@guests.example"}
    booked = guest.post("/public/bookings", body).json
    assert booked["addons"] == [extra]
    assert booked["service"]["price_minor"] == 2500 + 700
    asked = {"from": wire(soon(3)), "to": wire(soon(4))}
    [item] = owner.get("/calendar", query_string=asked).json["items"]
    assert item["addons"] == [extra]
    nobodys = guest.post("/public/holds", {**wish, "addon_ids": [str(business.id)]})
    check_problem(nobodys, 404, "not-found")


@pytest.mark.parametrize(
    "change",
    [
        {"segments": [{"duration_minutes": 0, "holds": [0]}]},
        {"segments": [{"duration_minutes": 1500, "holds": [0]}]},
        {"segments": [{"duration_minutes": 30, "holds": [-1]}]},
        {"addons": [{"name": "", "extra_minutes": 5, "price_minor": 0}]},
        {"addons": [{"name": "Tea", "extra_minutes": -5, "price_minor": 0}]},
        {"addons": [{"name": "Tea", "extra_minutes": 5, "price_minor": -1}]},
    ],
)
def test_malformed_parts_and_add_ons_are_refused(
    app: App, business: Business, change: dict[str, Any]
) -> None:
    path = f"/services/{business.service_id}"
    check_problem(signed_in(app, business).patch(path, change, version=1), 422, "malformed")
