"""Holds: five minutes by the database's clock, given back or run out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import select

from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import VISITOR
from smoothschedule.scheduling.models import Appointment
from smoothschedule.scheduling.operations.holds import expire_stale_holds, release
from smoothschedule.scheduling.queries.offered import slots_for_visitors
from smoothschedule.scheduling.refusals import HoldExpired, SlotTaken
from tests.locks import waits
from tests.scheduling.world import NOW, World, at

LATER = NOW + timedelta(minutes=5)


def give_back(world: World, token: str) -> None:
    with world.work(VISITOR) as work:
        release(work, token)


def free(world: World, *, now: object = NOW) -> list[object]:
    with world.work(VISITOR, now=now) as work:  # type: ignore[arg-type]
        within = at("09:00"), at("17:00")
        return [slot.starts_at for slot in slots_for_visitors(work, world.cut, within)["items"]]


def hold_both(world: World) -> list[str]:
    return [world.hold("10:00"), world.hold("10:00")]


def test_a_hold_lasts_five_minutes(world: World) -> None:
    with world.work() as work:
        world_token = world.hold("10:00")
        held = work.session.query(Appointment).one()
    assert world_token
    assert held.hold_expires_at == NOW + timedelta(minutes=5)


def test_a_held_slot_is_not_offered_until_the_hold_runs_out(world: World) -> None:
    hold_both(world)
    assert at("10:00") not in free(world)
    assert at("10:00") in free(world, now=LATER)


def test_somebody_else_may_hold_after_it_ran_out(world: World) -> None:
    first, _ = hold_both(world)
    with pytest.raises(SlotTaken):
        world.hold("10:00")
    token = world.hold("10:00", now=LATER)
    assert world.appointment(world.confirm(token, now=LATER)).state == "confirmed"
    with pytest.raises(HoldExpired):
        world.confirm(first, now=LATER)


def test_staff_may_book_over_a_hold_that_ran_out(world: World) -> None:
    hold_both(world)
    assert world.book("10:00", now=LATER)
    assert world.events().count("HoldExpired") == 2


def test_expired_holds_are_swept_once(world: World) -> None:
    hold_both(world)
    with world.work(now=LATER) as work:
        assert expire_stale_holds(work) == 2
    with world.work(now=LATER) as work:
        assert expire_stale_holds(work) == 0
    assert world.events().count("HoldExpired") == 2


def test_a_hold_that_still_runs_is_not_swept(world: World) -> None:
    world.hold("10:00")
    with world.work(now=LATER - timedelta(seconds=1)) as work:
        assert expire_stale_holds(work) == 0


def test_a_released_slot_is_free_at_once(world: World) -> None:
    token, _ = hold_both(world)
    give_back(world, token)
    assert at("10:00") in free(world)
    assert world.events()[-1] == "HoldReleased"
    with pytest.raises(HoldExpired):
        world.confirm(token)


def test_releasing_twice_or_after_booking_changes_nothing(world: World) -> None:
    token = world.hold("10:00")
    give_back(world, token)
    give_back(world, token)
    assert world.events().count("HoldReleased") == 1
    booked = world.hold("11:00")
    appointment_id = world.confirm(booked)
    give_back(world, booked)
    assert world.appointment(appointment_id).state == "confirmed"


def test_a_token_never_given_releases_nothing(world: World, elsewhere: World) -> None:
    token = elsewhere.hold("10:00")
    with pytest.raises(NotFound):
        give_back(world, token)
    assert elsewhere.count(Appointment) == 1


def test_a_hold_of_one_business_never_blocks_another(world: World, elsewhere: World) -> None:
    hold_both(world)
    assert hold_both(elsewhere)


def test_who_waits_for_a_hold_to_end_keeps_nobody_from_its_customer(
    world: World, admin: psycopg.Connection
) -> None:
    world.book("12:00")
    world.hold("10:00")
    with ThreadPoolExecutor(1) as pool:
        with world.work() as work:
            held = select(Appointment.id).where(Appointment.state == "hold")
            work.session.execute(held.with_for_update())
            booking = pool.submit(world.book, "13:00", now=LATER)
            assert waits(booking, admin)
            admin.execute("SELECT id FROM customers FOR UPDATE NOWAIT")
        assert world.appointment(booking.result()).state == "confirmed"
