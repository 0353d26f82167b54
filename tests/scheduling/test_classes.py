"""Classes: one appointment for all who come, and never more of them than there are seats."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from smoothschedule.core.problems import Stale
from smoothschedule.core.unit_of_work import VISITOR
from smoothschedule.scheduling.models import Appointment, Service
from smoothschedule.scheduling.operations import setup
from smoothschedule.scheduling.operations.appointments import cancel
from smoothschedule.scheduling.operations.attendance import check_in, complete, mark_no_show
from smoothschedule.scheduling.operations.bookings import Wish, book
from smoothschedule.scheduling.operations.customers import recognise
from smoothschedule.scheduling.operations.holds import (
    expire_stale_holds,
    hold,
    offer_to_book,
    release,
)
from smoothschedule.scheduling.operations.moving import move, move_by_guest
from smoothschedule.scheduling.operations.sessions import schedule_session
from smoothschedule.scheduling.operations.swapping import Seen, swap
from smoothschedule.scheduling.operations.taking_back import reopen, restore, undo
from smoothschedule.scheduling.queries.appointments import participants
from smoothschedule.scheduling.queries.calendar import calendar
from smoothschedule.scheduling.queries.offered import slots_for_visitors, visitors_question
from smoothschedule.scheduling.refusals import (
    ClassHasAppointments,
    ForTheWholeClass,
    HoldExpired,
    NoSeatsLeft,
    NotAClass,
    SlotTaken,
    WrongState,
)
from tests.scheduling.world import NOW, SECRET_KEY, World, at

DAY = at("00:00"), at("00:00", 5)


@pytest.fixture
def yoga(world: World) -> UUID:
    """An hour with Sam, three seats, 20.00 each."""
    return a_class(world, world.staff[:1])


def a_class(world: World, staff: list[UUID], *, capacity: int = 3, **more: Any) -> UUID:
    with world.work() as work:
        made = setup.add_service(
            work,
            name="Yoga",
            duration_minutes=60,
            price_minor=2000,
            capacity=capacity,
            requirements=[{"kind": "staff", "resource_ids": staff}],
            **more,
        )
        return made.id


def come(
    world: World, service: UUID, clock: str = "10:00", *, name: str = "Ann", **more: Any
) -> UUID:
    """Somebody is booked into the class; returns the participant's id."""
    resources = frozenset(more.pop("resources", ()))
    now = more.pop("now", NOW)
    with world.work(now=now) as work:
        guest = recognise(work, name=name, email=f"{name.lower()}@guests.example", phone=None)
        wish = Wish(offer_to_book(work, service), at(clock, more.pop("day", 4)), resources, **more)
        return book(work, wish, customer=guest, notes="", secret_key=SECRET_KEY).id


def session_of(world: World, participant: UUID) -> Appointment:
    id = world.appointment(participant).session_id
    assert id is not None
    return world.appointment(id)


def act(world: World, operation: Any, id: UUID, *, now: Any = NOW, **more: Any) -> Appointment:
    version = world.appointment(id).version
    with world.work(now=now) as work:
        done: Appointment = operation(work, id, version=version, **more)
    return done


def call_off(world: World, id: UUID, **more: Any) -> Appointment:
    return act(world, cancel, id, reason=None, by_guest=False, **more)


def seats_left(world: World, service: UUID, clock: str = "10:00", **more: Any) -> int | None:
    with world.work(VISITOR) as work:
        for slot in slots_for_visitors(work, service, DAY, **more)["items"]:
            if slot.starts_at == at(clock):
                assert isinstance(slot.seats_left, int)
                return slot.seats_left
    return None


def on_calendar(world: World) -> list[dict[str, Any]]:
    with world.work() as work:
        return calendar(work, DAY)


def sessions(world: World) -> list[Appointment]:
    with world.work() as work:
        query = select(Appointment).where(Appointment.is_session, Appointment.is_blocking)
        return list(work.session.scalars(query.order_by(Appointment.starts_at)))


def test_everybody_comes_to_the_same_appointment(world: World, yoga: UUID) -> None:
    came = [come(world, yoga, name=name) for name in ("Ann", "Bob", "Cy")]
    assert len({world.appointment(each).session_id for each in came}) == 1
    [shown] = on_calendar(world)
    assert shown["session"] == {"capacity": 3, "seats_taken": 3}
    assert shown["customer"] is None
    with world.work() as work:
        listed = participants(work, UUID(shown["id"]))
        assert [each.id for each in listed] == came
        assert [each.allocations[0].resource_id for each in listed] == world.staff[:1] * 3


def test_no_more_come_than_there_are_seats(world: World, yoga: UUID) -> None:
    come(world, yoga, party_size=2)
    assert seats_left(world, yoga) == 1
    assert seats_left(world, yoga, party_size=2) is None
    with pytest.raises(NoSeatsLeft) as refused:
        come(world, yoga, name="Bob", party_size=2)
    assert refused.value.extra["alternatives"]
    come(world, yoga, name="Bob")
    assert seats_left(world, yoga) is None


def test_a_seat_costs_what_the_service_costs(world: World, yoga: UUID) -> None:
    assert world.appointment(come(world, yoga, party_size=2)).price_minor == 4000


def test_nothing_else_is_booked_over_a_class(world: World, yoga: UUID) -> None:
    come(world, yoga)
    with pytest.raises(SlotTaken):
        world.book("10:30", resources=world.staff[:1])
    world.book("11:00", resources=world.staff[:1])
    with pytest.raises(SlotTaken):
        come(world, yoga, "11:00", name="Bob")


def test_two_classes_do_not_share_a_teacher(world: World, yoga: UUID) -> None:
    come(world, yoga)
    with pytest.raises(SlotTaken):
        come(world, a_class(world, world.staff[:1]))


def test_a_second_teacher_takes_those_who_find_no_seat(world: World) -> None:
    yoga = a_class(world, world.staff, capacity=2)
    first = come(world, yoga, party_size=2)
    second = come(world, yoga, name="Bob")
    assert session_of(world, first).id != session_of(world, second).id
    assert seats_left(world, yoga) == 1
    assert session_of(world, come(world, yoga, name="Cy")).id == session_of(world, second).id


def test_whoever_names_a_teacher_comes_to_theirs(world: World) -> None:
    yoga = a_class(world, world.staff)
    one, other = (come(world, yoga, resources=[each]) for each in world.staff)
    assert session_of(world, one).id != session_of(world, other).id
    third = come(world, yoga, name="Bob", resources=world.staff[1:])
    assert session_of(world, third).id == session_of(world, other).id


def test_a_class_with_teacher_and_room_is_joined_in_both(world: World) -> None:
    with world.work() as work:
        made = setup.add_service(
            work,
            name="Spin",
            duration_minutes=60,
            capacity=4,
            requirements=[
                {"kind": "staff", "resource_ids": world.staff},
                {"kind": "room", "resource_ids": [world.room]},
            ],
        )
    first, second = (come(world, made.id, name=name) for name in ("Ann", "Bob"))
    assert session_of(world, first).id == session_of(world, second).id
    assert len(world.resources_of(session_of(world, first).id)) == 2


def test_an_empty_session_disappears(world: World, yoga: UUID) -> None:
    ann, bob = come(world, yoga), come(world, yoga, name="Bob")
    session = session_of(world, ann)
    call_off(world, ann)
    assert world.appointment(session.id).state == "confirmed"
    call_off(world, bob)
    assert world.appointment(session.id).state == "expired"
    assert world.events().count("SessionClosed") == 1
    world.book("10:00", resources=world.staff[:1])


def test_a_session_that_the_team_scheduled_stays_empty(world: World, yoga: UUID) -> None:
    with world.work() as work:
        id = schedule_session(work, yoga, at("10:00"), resource_ids=frozenset()).id
    assert seats_left(world, yoga) == 3
    ann = come(world, yoga)
    assert session_of(world, ann).id == id
    call_off(world, ann)
    assert world.appointment(id).state == "confirmed"
    with pytest.raises(SlotTaken):
        world.book("10:00", resources=world.staff[:1])


def test_a_class_has_one_session_at_a_time_with_a_teacher(world: World, yoga: UUID) -> None:
    come(world, yoga)
    with pytest.raises(SlotTaken), world.work() as work:
        schedule_session(work, yoga, at("10:00"), resource_ids=frozenset())
    with pytest.raises(NotAClass), world.work() as work:
        schedule_session(work, world.cut, at("12:00"), resource_ids=frozenset())


def test_a_held_seat_is_taken_until_the_hold_runs_out(world: World, yoga: UUID) -> None:
    token = world.hold("10:00", service=yoga, party_size=3)
    with pytest.raises(NoSeatsLeft):
        come(world, yoga)
    booked = world.confirm(token)
    assert world.appointment(booked).seats == 3
    call_off(world, booked)
    world.hold("10:00", service=yoga, party_size=3)
    late = NOW + timedelta(minutes=5)
    assert come(world, yoga, name="Late", now=late)


def test_a_session_that_was_only_held_is_gone_with_the_hold(world: World, yoga: UUID) -> None:
    token = world.hold("10:00", service=yoga)
    assert len(sessions(world)) == 1
    with world.work(VISITOR) as work:
        release(work, token)
    assert sessions(world) == []
    world.hold("10:00", service=yoga)
    with world.work(now=NOW + timedelta(minutes=5)) as work:
        assert expire_stale_holds(work) == 1
    assert sessions(world) == []


def test_seats_that_are_held_do_not_count_as_booked(world: World, yoga: UUID) -> None:
    come(world, yoga)
    world.hold("10:00", service=yoga)
    assert on_calendar(world)[0]["session"]["seats_taken"] == 1
    assert seats_left(world, yoga) == 1


def test_all_who_come_move_with_the_session_and_back(world: World, yoga: UUID) -> None:
    came = [come(world, yoga, name=name) for name in ("Ann", "Bob")]
    session = session_of(world, came[0])
    before = world.events().count("AppointmentMoved")
    act(world, move, session.id, starts_at=at("13:00"), resource_ids=frozenset())
    moved = [world.appointment(each) for each in came]
    assert [each.starts_at for each in moved] == [at("13:00")] * 2
    assert [each.sequence for each in moved] == [1, 1]
    assert world.events().count("AppointmentMoved") == before + 3
    act(world, undo, session.id)
    assert {world.appointment(each).starts_at for each in (session.id, *came)} == {at("10:00")}


def test_whoever_holds_a_seat_loses_it_when_the_session_moves(world: World, yoga: UUID) -> None:
    session = session_of(world, come(world, yoga))
    token = world.hold("10:00", service=yoga)
    act(world, move, session.id, starts_at=at("13:00"), resource_ids=frozenset())
    with pytest.raises(HoldExpired):
        world.confirm(token)


def test_a_session_does_not_move_onto_another(world: World, yoga: UUID) -> None:
    session = session_of(world, come(world, yoga))
    come(world, yoga, "13:00", name="Bob")
    with pytest.raises(SlotTaken):
        act(world, move, session.id, starts_at=at("13:00"), resource_ids=frozenset())
    assert world.appointment(session.id).starts_at == at("10:00")


def test_calling_off_the_session_concerns_all(world: World, yoga: UUID) -> None:
    ann, bob = come(world, yoga), come(world, yoga, name="Bob")
    session = session_of(world, ann)
    call_off(world, bob)
    act(world, cancel, session.id, reason="ill", by_guest=False)
    assert world.appointment(ann).state == "cancelled"
    assert world.appointment(ann).cancel_reason == "ill"
    assert world.appointment(ann).late_fee_minor == 0
    act(world, restore, session.id)
    states = [world.appointment(each).state for each in (session.id, ann, bob)]
    assert states == ["confirmed", "confirmed", "cancelled"]
    assert on_calendar(world)[0]["session"]["seats_taken"] == 1


def test_a_called_off_session_does_not_return_over_somebody_else(world: World, yoga: UUID) -> None:
    ann = come(world, yoga)
    session = session_of(world, ann)
    call_off(world, session.id)
    world.book("10:00", resources=world.staff[:1])
    with pytest.raises(SlotTaken):
        act(world, undo, session.id)
    assert world.appointment(ann).state == "cancelled"


def test_whoever_called_off_gets_a_seat_back_while_there_is_one(world: World, yoga: UUID) -> None:
    ann = come(world, yoga, party_size=2)
    call_off(world, ann)
    act(world, undo, ann)
    assert session_of(world, ann).state == "confirmed"
    call_off(world, ann)
    come(world, yoga, name="Bob", party_size=2)
    with pytest.raises(NoSeatsLeft):
        act(world, undo, ann)
    assert world.appointment(ann).state == "cancelled"


def test_a_guest_moves_their_own_seat_to_another_session(world: World, yoga: UUID) -> None:
    ann, bob = come(world, yoga), come(world, yoga, name="Bob")
    cy = come(world, yoga, "13:00", name="Cy")
    act(world, move_by_guest, ann, starts_at=at("13:00"))
    assert session_of(world, ann).id == session_of(world, cy).id
    assert world.appointment(bob).starts_at == at("10:00")
    former = session_of(world, bob)
    act(world, move_by_guest, bob, starts_at=at("15:00"))
    assert world.appointment(former.id).state == "expired"
    assert [each.starts_at for each in sessions(world)] == [at("13:00"), at("15:00")]


def test_a_guest_cannot_move_into_a_full_session(world: World, yoga: UUID) -> None:
    ann = come(world, yoga)
    come(world, yoga, "13:00", name="Bob", party_size=3)
    with pytest.raises(NoSeatsLeft):
        act(world, move_by_guest, ann, starts_at=at("13:00"))
    assert session_of(world, ann).starts_at == at("10:00")


def test_people_are_checked_in_one_by_one(world: World, yoga: UUID) -> None:
    ann, bob = come(world, yoga), come(world, yoga, name="Bob")
    session, began = session_of(world, ann), at("10:05")
    with pytest.raises(ForTheWholeClass):
        act(world, check_in, session.id, now=began)
    act(world, check_in, ann, now=began)
    act(world, mark_no_show, bob, now=began)
    act(world, complete, session.id, now=began)
    states = [world.appointment(each).state for each in (session.id, ann, bob)]
    assert states == ["completed", "completed", "no_show"]
    act(world, reopen, session.id, now=began)
    states = [world.appointment(each).state for each in (session.id, ann, bob)]
    assert states == ["confirmed", "checked_in", "no_show"]


def test_seats_are_not_swapped(world: World, yoga: UUID) -> None:
    ann, cut = come(world, yoga), world.book("13:00")
    pairs = ((ann, WrongState), (session_of(world, ann).id, ForTheWholeClass))
    for one, refusal in pairs:
        seen = [Seen(each, world.appointment(each).version) for each in (one, cut)]
        with pytest.raises(refusal), world.work() as work:
            swap(work, *seen)


def test_a_participant_who_moved_on_is_stale(world: World, yoga: UUID) -> None:
    ann = come(world, yoga)
    act(world, move_by_guest, ann, starts_at=at("13:00"))
    with pytest.raises(Stale), world.work() as work:
        cancel(work, ann, version=1, reason=None, by_guest=False)


def test_more_than_fit_come_only_on_purpose(world: World, yoga: UUID) -> None:
    come(world, yoga, party_size=3)
    bob = come(world, yoga, name="Bob", overlap=True)
    assert on_calendar(world)[0]["session"] == {"capacity": 3, "seats_taken": 4}
    act(world, move, session_of(world, bob).id, starts_at=at("13:00"), resource_ids=frozenset())
    assert world.appointment(bob).starts_at == at("13:00")


def test_limits_count_bookings_of_a_class(world: World) -> None:
    yoga = a_class(world, world.staff[:1], customer_max_per_day=1)
    come(world, yoga)
    with pytest.raises(Exception, match="No more of these"):
        come(world, yoga, "13:00")
    come(world, yoga, "13:00", name="Bob")


def test_a_service_with_appointments_ahead_stays_what_it_is(world: World, yoga: UUID) -> None:
    come(world, yoga)
    for service, capacity in ((yoga, None), (world.cut, 5)):
        world.book("14:00", resources=world.staff[1:]) if capacity else None
        with pytest.raises(ClassHasAppointments), world.work() as work:
            setup.change_service(work, work.get(Service, service), capacity=capacity)
    with world.work() as work:
        setup.change_service(work, work.get(Service, yoga), capacity=8)
    assert seats_left(world, yoga) == 7


def test_a_party_larger_than_the_class_is_refused(world: World, yoga: UUID) -> None:
    with pytest.raises(NoSeatsLeft), world.work(VISITOR) as work:
        hold(work, visitors_question(work, yoga, party_size=4), at("10:00"))
