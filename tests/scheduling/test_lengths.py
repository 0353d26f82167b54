"""An appointment takes longer or shorter than its service says, by the rules for every move."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from smoothschedule.core.api import App
from smoothschedule.scheduling.models import Appointment, Service
from smoothschedule.scheduling.operations import setup
from smoothschedule.scheduling.operations.moving import move
from smoothschedule.scheduling.queries.offered import Moving, slots_for_staff
from smoothschedule.scheduling.refusals import LengthIsFixed, OutsideHours, SlotTaken
from tests.factories import Business, soon, wire
from tests.scheduling.world import World, at
from tests.web import check_problem, signed_in


def resize(world: World, id: UUID, minutes: int, *, starts_at: datetime | None = None) -> None:
    now = world.appointment(id)
    with world.work() as work:
        move(
            work,
            id,
            version=now.version,
            starts_at=starts_at or now.starts_at,
            resource_ids=frozenset(),
            duration_minutes=minutes,
        )


def span(appointment: Appointment) -> tuple[datetime, timedelta]:
    return appointment.starts_at, appointment.ends_at - appointment.starts_at


@pytest.mark.parametrize("minutes", [25, 60, 95])
def test_staff_give_it_any_length_that_is_free(world: World, minutes: int) -> None:
    id = world.book("10:00")
    resize(world, id, minutes)
    assert span(world.appointment(id)) == (at("10:00"), timedelta(minutes=minutes))
    assert world.appointment(id).service_id == world.cut


def test_its_start_may_change_with_its_length(world: World) -> None:
    id = world.book("10:00")
    resize(world, id, 30, starts_at=at("10:30"))
    assert span(world.appointment(id)) == (at("10:30"), timedelta(minutes=30))


def test_a_later_move_keeps_the_new_length(world: World) -> None:
    id = world.book("10:00")
    resize(world, id, 25)
    with world.work() as work:
        move(work, id, version=2, starts_at=at("13:00"), resource_ids=frozenset())
    assert span(world.appointment(id)) == (at("13:00"), timedelta(minutes=25))


def test_what_it_gives_up_is_free_and_what_it_takes_is_not(world: World) -> None:
    first = world.staff[0]
    long = world.book("10:00", resources=[first])
    resize(world, long, 30)
    after = world.book("10:30", resources=[first])
    with pytest.raises(SlotTaken):
        resize(world, long, 45)
    assert span(world.appointment(long)) == (at("10:00"), timedelta(minutes=30))
    assert span(world.appointment(after)) == (at("10:30"), timedelta(minutes=60))


def test_it_does_not_reach_beyond_the_hours(world: World) -> None:
    id = world.book("10:00")
    with pytest.raises(OutsideHours):
        resize(world, id, 23 * 60)


def test_the_times_offered_have_room_for_the_new_length(world: World) -> None:
    first = world.staff[0]
    moving = world.book("10:00", resources=[first])
    world.book("12:00", resources=[first])
    day = at("10:00"), at("12:00")
    with world.work() as work:
        shown = slots_for_staff(
            work,
            world.cut,
            day,
            resource_id=first,
            moving=Moving(moving, 105),
        )["items"]
    assert {slot.ends_at - slot.starts_at for slot in shown} == {timedelta(minutes=105)}
    assert max(slot.ends_at for slot in shown) <= at("12:00")


def test_parts_and_classes_take_what_their_service_says(world: World) -> None:
    with world.work() as work:
        dye = setup.add_service(
            work,
            name="Dye",
            duration_minutes=60,
            step_minutes=10,
            requirements=[{"kind": "staff", "resource_ids": world.staff}],
            segments=[
                {"duration_minutes": 20, "holds": [0]},
                {"duration_minutes": 40, "holds": []},
            ],
        ).id
    in_parts = world.book("10:00", service=dye)
    in_class = world.book("13:00")
    world.change(Service, world.cut, capacity=4)
    for id in (in_parts, in_class):
        with pytest.raises(LengthIsFixed):
            resize(world, id, 90)
        resize(world, id, 60)


def test_the_desk_sends_the_length_with_the_move(app: App, business: Business) -> None:
    browser = signed_in(app, business)
    start = soon()
    body = {
        "service_id": str(business.service_id),
        "starts_at": wire(start),
        "customer": {"name": "A"},
    }
    booked = browser.post("/appointments", json=body).get_json()
    path, seen = f"/appointments/{booked['id']}/move", {"If-Match": '"1"'}
    for wrong in (0, -5, 1441, "long", 2.5):
        refused = browser.post(
            path, json={"starts_at": wire(start), "duration_minutes": wrong}, headers=seen
        )
        check_problem(refused, 422)
    longer = browser.post(
        path, json={"starts_at": wire(start), "duration_minutes": 20}, headers=seen
    )
    moved = longer.get_json()
    assert longer.status_code == 200
    assert moved["ends_at"] == wire(start + timedelta(minutes=20))
    assert {each["ends_at"] for each in moved["allocations"]} == {moved["ends_at"]}
