"""The waitlist: freed times are offered in order, kept for a while, and taken once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.problems import Problem
from smoothschedule.core.unit_of_work import VISITOR
from smoothschedule.scheduling.models import (
    Appointment,
    AppointmentMail,
    Customer,
    Resource,
    Service,
    WaitlistEntry,
    WaitlistOffer,
)
from smoothschedule.scheduling.operations import offering, setup
from smoothschedule.scheduling.operations.appointments import cancel
from smoothschedule.scheduling.operations.holds import expire_stale_holds
from smoothschedule.scheduling.operations.moving import move
from smoothschedule.scheduling.operations.time_off import enter_time_off, remove_time_off
from smoothschedule.scheduling.operations.waitlist import close_past, leave, put_back
from smoothschedule.scheduling.operations.waitlist_offers import locked_entry
from smoothschedule.scheduling.queries import waitlist as queries
from smoothschedule.scheduling.refusals import (
    AlreadyWaiting,
    CustomerBlocked,
    NotBookableOnline,
    OfferOver,
    OnManyLists,
    PastTime,
    TooFar,
)
from smoothschedule.scheduling.rules.waitlist import MOST_LISTS
from tests.scheduling.waiting import (
    HOUR,
    accepts,
    booked_at,
    frees,
    offers,
    state_of,
    waits,
)
from tests.scheduling.world import NOW, World, at

TUESDAY = date(2026, 5, 5)


def test_a_freed_time_goes_to_the_first_whom_it_suits_and_is_kept(full: World) -> None:
    afternoon = waits(full, "Ada", from_minute=13 * 60)
    first, second = waits(full, "Ben"), waits(full, "Cleo")
    assert offers(full) == []
    frees(full, booked_at(full, 10)[0])
    assert offers(full) == [first]
    assert [state_of(full, each) for each in (afternoon, first, second)] == [
        "waiting",
        "offered",
        "waiting",
    ]
    with full.work() as work:
        offer = work.session.scalars(select(WaitlistOffer)).one()
        assert (offer.starts_at, offer.expires_at) == (at("10:00"), NOW + HOUR)
        kinds = list(
            work.session.scalars(select(AppointmentMail.kind).order_by(AppointmentMail.id))
        )
    assert kinds.count("waitlist_joined") == 3
    assert kinds[-1] == "waitlist_offer"
    with pytest.raises(Problem):
        full.hold("10:00")
    booked = full.appointment(accepts(full, first))
    assert (booked.state, booked.starts_at) == ("confirmed", at("10:00"))
    assert state_of(full, first) == "booked"
    assert full.events()[-2:] == ["AppointmentBooked", "WaitlistBooked"]


def test_an_offer_that_runs_out_goes_to_the_next_whoever_notices(full: World) -> None:
    first, second = waits(full, "Ada"), waits(full, "Ben")
    frees(full, booked_at(full, 15)[0])
    assert offers(full) == [first]
    late = NOW + HOUR
    with pytest.raises(OfferOver):
        accepts(full, first, now=late)
    assert offers(full, now=late) == [second]
    assert state_of(full, first) == "waiting"
    later = late + HOUR
    assert offers(full, now=later) == []  # both were asked about that time
    frees(full, booked_at(full, 16)[0])
    assert offers(full, now=later) == [first]
    assert offers(full, now=later + HOUR) == [second]
    assert state_of(full, first) == "passed"


def test_declining_and_leaving_pass_the_time_on(full: World) -> None:
    first, second, third = (waits(full, name) for name in ("Ada", "Ben", "Cleo"))
    frees(full, booked_at(full, 15)[0])
    offers(full)
    with full.work(VISITOR) as work:
        offering.decline(work, first)
    assert offers(full) == [second]
    with full.work(VISITOR) as work:
        offering.take_off(work, second)
    assert offers(full) == [third]
    assert [state_of(full, each) for each in (first, second)] == ["waiting", "left"]
    with pytest.raises(OfferOver):
        accepts(full, second)


def _moves(world: World) -> None:
    with world.work() as work:
        move(
            work,
            booked_at(world, 15)[0],
            version=1,
            starts_at=at("10:00", 5),
            resource_ids=frozenset(),
        )


def _opens_longer(world: World) -> None:
    with world.work() as work:
        hours = [{"weekday": 0, "opens_minute": 9 * 60, "closes_minute": 18 * 60}]
        setup.set_hours(work, work.get(Resource, world.staff[0]), hours)


@pytest.mark.parametrize("happens", [_moves, _opens_longer])
def test_times_become_free_in_other_ways_too(full: World, happens: Callable[[World], None]) -> None:
    entry = waits(full, "Ada")
    happens(full)
    assert offers(full) == [entry]


def test_time_off_that_is_taken_back_is_offered(world: World) -> None:
    away = []
    with world.work() as work:
        for resource in world.staff:
            made = enter_time_off(
                work, resource_id=resource, starts_at=at("00:00"), ends_at=at("00:00", 5), reason=""
            )
            away.append(made.id)
    entry = waits(world, "Ada")
    assert offers(world) == []
    with world.work() as work:
        remove_time_off(work, away[0])
    assert offers(world) == [entry]


def test_an_enlarged_class_offers_its_new_seats_to_parties_that_fit(world: World) -> None:
    yoga = a_class(world, capacity=2)
    with world.work() as work:
        service = work.get(Service, yoga)
        service.step_minutes = 480  # one session a day
        work.record(Tag.DEMO_SEEDED)
    world.book("09:00", service=yoga)
    world.book("09:00", service=yoga)
    large = waits(world, "Ada", service=yoga, party_size=2)
    small = waits(world, "Ben", service=yoga)
    for each in world.staff[1:]:
        with world.work() as work:
            enter_time_off(
                work, resource_id=each, starts_at=at("00:00"), ends_at=at("00:00", 5), reason=""
            )
    assert offers(world, service=yoga) == []
    world.change(Service, yoga, capacity=3)
    assert offers(world, service=yoga) == [small]
    world.change(Service, yoga, capacity=5)
    assert offers(world, service=yoga) == [large]
    booked = world.appointment(accepts(world, large))
    assert (booked.seats, booked.session_id is not None) == (2, True)


def a_class(world: World, *, capacity: int) -> UUID:
    with world.work() as work:
        needs = [{"kind": "staff", "resource_ids": world.staff}]
        made = setup.add_service(
            work, name="Yoga", duration_minutes=60, capacity=capacity, requirements=needs
        )
        return made.id


def test_nobody_blocked_is_offered_anything_or_may_join(full: World) -> None:
    first, second = waits(full, "Ada"), waits(full, "Ben")
    with full.work() as work:
        customer_id = work.get(WaitlistEntry, first).customer_id
    full.change(Customer, customer_id, status="blocked")
    frees(full, booked_at(full, 15)[0])
    assert offers(full) == [second]
    with pytest.raises(NotBookableOnline):
        waits(full, "Ada", by_guest=True, service=full.color)
    with pytest.raises(CustomerBlocked):
        waits(full, "Ada", service=full.color)


def test_lead_time_and_horizon_hold_for_offers_too(full: World) -> None:
    full.change(Service, full.cut, lead_time_minutes=60, horizon_days=3)
    entry = waits(full, "Ada", until_day=date(2026, 5, 20))
    frees(full, booked_at(full, 10)[0])
    assert offers(full) == [entry]  # at 8:00 for 10:00: until 9:00
    with full.work() as work:
        assert work.session.scalars(select(WaitlistOffer.expires_at)).one() == NOW + HOUR
    with pytest.raises(TooFar):
        waits(full, "Ben", by_guest=True, from_day=date(2026, 5, 9), until_day=date(2026, 5, 9))
    with pytest.raises(PastTime):
        waits(full, "Ben", from_day=date(2026, 5, 1), until_day=date(2026, 5, 3))


def test_nobody_waits_twice_or_for_everything(full: World) -> None:
    waits(full, "Ada")
    with pytest.raises(AlreadyWaiting):
        waits(full, "Ada", from_day=TUESDAY, until_day=TUESDAY)
    waits(full, "Ada", service=full.color)
    with full.work() as work:
        needs = [{"kind": "staff", "resource_ids": full.staff}]
        more = [
            setup.add_service(work, name=f"S{n}", duration_minutes=60, requirements=needs).id
            for n in range(MOST_LISTS - 1)
        ]
    for service in more[:-1]:
        waits(full, "Ada", service=service)
    with pytest.raises(OnManyLists):
        waits(full, "Ada", service=more[-1])


def test_whoever_is_put_back_has_the_place_they_had(full: World) -> None:
    first, second = waits(full, "Ada"), waits(full, "Ben")
    with full.work() as work:
        offering.take_off(work, first, version=1)
    with full.work() as work:
        assert put_back(work, first, version=2).state == "waiting"
        listed = queries.entries(work, limit=10, after=None, service_id=None)["items"]
        assert [(each.id, each.place) for each in listed] == [(first, 1), (second, 2)]


def test_the_team_offers_out_of_turn(full: World) -> None:
    waits(full, "Ada")
    second = waits(full, "Ben")
    frees(full, booked_at(full, 15)[0])
    with full.work() as work:
        offering.offer_by_hand(work, second, at("15:00"), version=1, resource_id=None)
    assert full.appointment(accepts(full, second)).starts_at == at("15:00")


def test_an_offer_to_whoever_is_off_the_list_ends_without_putting_them_back(full: World) -> None:
    entry = waits(full, "Ada")
    frees(full, booked_at(full, 15)[0])
    offers(full)
    with full.work() as work:
        leave(work, locked_entry(work, entry))
    with pytest.raises(OfferOver):
        accepts(full, entry)
    with full.work(VISITOR, now=NOW + HOUR) as work:
        assert expire_stale_holds(work) == 1
    assert state_of(full, entry) == "left"


def test_whose_days_are_over_waits_no_more(full: World) -> None:
    entry = waits(full, "Ada")
    with full.work(VISITOR, now=NOW + timedelta(days=1)) as work:
        assert close_past(work) == 0  # somewhere it may still be Monday
    with full.work(VISITOR, now=NOW + timedelta(days=3)) as work:
        assert close_past(work) == 1
    assert state_of(full, entry) == "passed"


def test_a_session_that_is_called_off_withdraws_its_offers(world: World) -> None:
    yoga = a_class(world, capacity=2)
    entry = waits(world, "Ada", service=yoga)
    assert offers(world, service=yoga) == [entry]
    with world.work() as work:
        session = work.session.scalars(select(Appointment).where(Appointment.is_session)).one()
        id, version = session.id, session.version
    with world.work() as work:
        cancel(work, id, version=version, reason=None, by_guest=False)
    assert state_of(world, entry) == "waiting"
    with pytest.raises(OfferOver):
        accepts(world, entry)
