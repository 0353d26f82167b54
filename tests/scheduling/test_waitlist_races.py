"""The waitlist under real transactions at once: each time is taken once, each place once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier, Thread
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import select

from smoothschedule.core.problems import Problem
from smoothschedule.core.unit_of_work import VISITOR
from smoothschedule.scheduling.models import Appointment, WaitlistOffer
from smoothschedule.scheduling.operations import offering
from smoothschedule.scheduling.operations.customers import recognise
from smoothschedule.scheduling.operations.holds import expire_stale_holds
from smoothschedule.scheduling.refusals import AlreadyWaiting, OfferOver
from tests.locks import waits as waits_for_a_lock
from tests.scheduling.waiting import HOUR, accepts, booked_at, frees, offers, state_of, waits
from tests.scheduling.world import NOW, World, at


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each came to, all begun together: its answer, or the problem it raised."""
    barrier, found = Barrier(len(acts)), [None] * len(acts)

    def run(place: int) -> None:
        barrier.wait()
        try:
            found[place] = acts[place]()
        except (Problem, offering.MissedError) as problem:
            found[place] = problem

    threads = [Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_of_accepting_and_running_out_one_happens(full: World) -> None:
    entry = waits(full, "Ada")
    frees(full, booked_at(full, 15)[0])
    offers(full)

    def sweep() -> int:
        with full.work(VISITOR, now=NOW + HOUR) as work:
            return expire_stale_holds(work)

    accepted, swept = at_once(lambda: accepts(full, entry), sweep)
    if swept:
        assert isinstance(accepted, OfferOver)
        assert state_of(full, entry) == "waiting"
    else:
        assert full.appointment(accepted).state == "confirmed"
        assert state_of(full, entry) == "booked"


def test_two_freed_times_go_to_two_and_each_gets_one(full: World) -> None:
    waiting = [waits(full, name) for name in ("Ada", "Ben", "Cleo", "Dan")]
    for appointment in booked_at(full, 15):
        frees(full, appointment)
    at_once(*[lambda: offers(full)] * 4)
    assert [state_of(full, each) for each in waiting] == ["offered"] * 2 + ["waiting"] * 2
    with full.work() as work:
        held = work.session.scalars(select(Appointment).where(Appointment.state == "hold")).all()
        assert len({each.id for each in held}) == 2
        taken = [work.get(WaitlistOffer, each).entry_id for each in _offer_ids(work)]
        assert sorted(taken) == sorted(waiting[:2])


def _offer_ids(work: Any) -> list[UUID]:
    return list(work.session.scalars(select(WaitlistOffer.id)))


def test_joining_twice_at_once_is_joining_once(full: World) -> None:
    with full.work() as work:
        recognise(work, name="Ada", email="ada@guests.example", phone=None)
    found = at_once(*[lambda: waits(full, "Ada")] * 4)
    assert sum(isinstance(each, UUID) for each in found) == 1
    assert sum(isinstance(each, AlreadyWaiting) for each in found) == 3


def test_accepting_leaving_and_being_taken_off_at_once_leave_one_outcome(full: World) -> None:
    entry = waits(full, "Ada")
    frees(full, booked_at(full, 15)[0])
    offers(full)

    leave = partial(leaves, full, entry)
    accepted, *left = at_once(lambda: accepts(full, entry), leave, leave)
    was_booked = isinstance(accepted, UUID)
    assert was_booked + sum(each is None for each in left) == 1
    assert state_of(full, entry) == ("booked" if was_booked else "left")
    with full.work() as work:
        blocking = select(Appointment).where(
            Appointment.starts_at == at("15:00"), Appointment.is_blocking
        )
        assert len(work.session.scalars(blocking).all()) == (2 if was_booked else 1)


def leaves(world: World, entry_id: UUID) -> None:
    with world.work(VISITOR) as work:
        offering.take_off(work, entry_id)


def test_whoever_leaves_while_a_time_is_offered_to_them_leaves_and_the_next_has_it(
    full: World, admin: psycopg.Connection
) -> None:
    first, second = waits(full, "Ada"), waits(full, "Ben")
    frees(full, booked_at(full, 15)[0])
    with ThreadPoolExecutor(max_workers=1) as pool:
        with full.work(VISITOR) as work:
            made = offering.offer_next(work, full.cut)
            leaving = pool.submit(leaves, full, first)
            assert waits_for_a_lock(leaving, admin)
        leaving.result(timeout=10)
    assert made is not None
    assert made.entry_id == first
    assert state_of(full, first) == "left"
    assert offers(full) == [second]


def test_whoever_leaves_while_their_offer_runs_out_leaves(
    full: World, admin: psycopg.Connection
) -> None:
    entry = waits(full, "Ada")
    frees(full, booked_at(full, 15)[0])
    offers(full)
    with ThreadPoolExecutor(max_workers=1) as pool:
        with full.work(VISITOR, now=NOW + HOUR) as work:
            assert expire_stale_holds(work) == 1
            leaving = pool.submit(leaves, full, entry)
            assert waits_for_a_lock(leaving, admin)
        leaving.result(timeout=10)
    assert state_of(full, entry) == "left"


def test_leaving_and_being_offered_at_once_end_with_leaving(full: World) -> None:
    waiting = [waits(full, f"Ada{place}") for place in range(6)]
    for hour, entry in zip(range(10, 16), waiting, strict=True):
        frees(full, booked_at(full, hour)[0])
        left, _ = at_once(partial(leaves, full, entry), lambda: offers(full))
        assert left is None
        assert state_of(full, entry) == "left"
