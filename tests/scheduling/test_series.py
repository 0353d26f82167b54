"""Appointments that repeat: booked, moved and called off together or one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from smoothschedule.core.problems import Problem, Stale
from smoothschedule.scheduling.models import Allocation, Appointment, AppointmentSeries
from smoothschedule.scheduling.operations.appointments import cancel
from smoothschedule.scheduling.operations.customers import change_customer, recognise
from smoothschedule.scheduling.operations.holds import offer_to_book
from smoothschedule.scheduling.operations.moving import move
from smoothschedule.scheduling.operations.series_booking import Wish, book_series, draft
from smoothschedule.scheduling.operations.series_changes import (
    Shift,
    cancel_series,
    move_series,
    shift,
)
from smoothschedule.scheduling.operations.series_undo import undo_series_change
from smoothschedule.scheduling.operations.taking_back import undo
from smoothschedule.scheduling.queries.facts import offer_of
from smoothschedule.scheduling.queries.series import Scope, series_document
from smoothschedule.scheduling.refusals import (
    CustomerBlocked,
    ManagersMove,
    NothingToUndo,
    NotInSeries,
    OwnCalendarOnly,
    SeriesClashes,
    SeriesRefused,
    SeriesTooLong,
)
from smoothschedule.tenants.models import Tenant
from tests.scheduling.world import NEW_YORK, SECRET_KEY, World, at

WEEKLY = "FREQ=WEEKLY;COUNT=4"


def repeat(
    world: World, clock: str = "10:00", *, rule: str = WEEKLY, day: int = 5, **more: Any
) -> list[UUID]:
    """Ann is booked in again and again; returns the appointments' ids in order of time."""
    with world.work(more.pop("actor", None)) as work:
        wish = Wish(
            offer_to_book(work, more.pop("service", world.cut)),
            at(clock, day),
            rule,
            frozenset(more.pop("resources", [world.staff[0]])),
        )
        ann = recognise(work, name="Ann Archer", email="ann@guests.example", phone=None)
        made = book_series(
            work,
            wish,
            customer=ann,
            notes="",
            skip_clashes=more.pop("skip", False),
            secret_key=SECRET_KEY,
        )
        return [item["appointment_id"] for item in series_document(work, made)["items"]]


def places(world: World, ids: list[UUID]) -> list[str]:
    """When each starts on the wall there, and its state where it is not confirmed."""
    found = []
    for id in ids:
        now = world.appointment(id)
        state = "" if now.state == "confirmed" else f" {now.state}"
        found.append(f"{now.starts_at.astimezone(NEW_YORK):%d %H:%M}{state}")
    return found


def shift_all(world: World, id: UUID, clock: str, *, day: int, **more: Any) -> None:
    asked = Shift(
        more.pop("scope", Scope.ALL),
        at(clock, day),
        frozenset(more.pop("resources", ())),
        more.pop("minutes", None),
    )
    version = more.pop("version", world.appointment(id).version)
    with world.work(more.pop("actor", None)) as work:
        move_series(
            work,
            id,
            asked,
            version=version,
            skip_clashes=more.pop("skip", False),
            reason=more.pop("reason", None),
        )


def call_off(world: World, id: UUID, scope: Scope) -> None:
    version = world.appointment(id).version
    with world.work() as work:
        cancel_series(work, id, scope=scope, version=version, reason="moved away")


def take_back(world: World, id: UUID) -> None:
    version = world.appointment(id).version
    with world.work() as work:
        undo_series_change(work, id, version=version)


def test_a_series_is_one_appointment_for_each_start(world: World) -> None:
    ids = repeat(world)
    assert places(world, ids) == ["05 10:00", "12 10:00", "19 10:00", "26 10:00"]
    assert all(world.resources_of(id) == {world.staff[0]} for id in ids)
    assert world.events().count("SeriesBooked") == 1
    assert "AppointmentBooked" not in world.events()


def test_a_series_keeps_the_person_of_its_first_appointment(world: World) -> None:
    world.book("10:00", day=5, resources=[world.staff[0]])
    ids = repeat(world, resources=())
    assert {frozenset(world.resources_of(id)) for id in ids} == {frozenset({world.staff[1]})}


def test_a_preview_names_what_clashes_and_writes_nothing(world: World) -> None:
    world.book("10:30", day=12, resources=[world.staff[0]])
    rule, alone = "FREQ=DAILY;COUNT=8", frozenset({world.staff[0]})
    with world.work() as work:
        wish = Wish(offer_of(work, world.cut), at("10:00", 5), rule, alone)
        found = draft(work, wish).document()["items"]
    problems = {f"{item['starts_at']:%d}": item["problem"] for item in found}
    assert problems == {
        "05": None,
        "06": None,
        "07": None,
        "08": None,
        "09": "Nobody works at that time.",
        "10": "Nobody works at that time.",
        "11": None,
        "12": "That time is already taken.",
    }
    assert world.count(AppointmentSeries) == 0
    assert world.count(Appointment) == 1


def test_clashes_refuse_the_whole_or_are_skipped_as_asked(world: World) -> None:
    world.book("10:30", day=12, resources=[world.staff[0]])
    with pytest.raises(SeriesClashes) as refused:
        repeat(world)
    assert [item["problem"] for item in refused.value.extra["items"]] == [
        None,
        "That time is already taken.",
        None,
        None,
    ]
    assert world.count(Appointment) == 1
    ids = repeat(world, skip=True)
    assert places(world, ids) == ["05 10:00", "19 10:00", "26 10:00"]


def test_a_series_of_nothing_but_clashes_is_refused(world: World) -> None:
    with pytest.raises(SeriesClashes):
        repeat(world, "07:00", skip=True)


@pytest.mark.parametrize(
    ("rule", "refusal"),
    [
        ("FREQ=SOMETIMES", SeriesRefused),
        ("FREQ=HOURLY;COUNT=3;INTERVAL=0", SeriesRefused),
        ("FREQ=MINUTELY;COUNT=3", SeriesRefused),
        ("FREQ=WEEKLY;COUNT=10000", SeriesTooLong),
    ],
)
def test_a_rule_that_cannot_be_is_refused_beside_its_field(
    world: World, rule: str, refusal: type[Problem]
) -> None:
    with pytest.raises(refusal) as refused:
        repeat(world, rule=rule)
    assert refused.value.extra["errors"]["json"]["rule"]


def test_a_blocked_customer_is_not_booked_again_and_again(world: World) -> None:
    with world.work() as work:
        ann = recognise(work, name="Ann Archer", email="ann@guests.example", phone=None)
        change_customer(work, ann, status="blocked")
    with pytest.raises(CustomerBlocked):
        repeat(world)


def test_buffers_of_a_series_count_between_its_own(world: World) -> None:
    with pytest.raises(SeriesRefused):
        repeat(world, "09:00", service=world.color, rule="FREQ=HOURLY;INTERVAL=1;COUNT=2")
    two_hours = "FREQ=HOURLY;INTERVAL=2;COUNT=2"
    assert len(repeat(world, "09:00", service=world.color, rule=two_hours)) == 2


def test_the_month_s_quota_counts_each_of_them(world: World) -> None:
    ids = repeat(world)
    with world.work() as work:
        count = work.session.scalars(
            select(Appointment.id).where(Appointment.series_id.is_not(None))
        )
        assert len(count.all()) == len(ids)


def test_all_of_a_series_move_by_the_same_stretch(world: World) -> None:
    ids = repeat(world)
    shift_all(world, ids[1], "11:30", day=13)
    assert places(world, ids) == ["06 11:30", "13 11:30", "20 11:30", "27 11:30"]
    assert world.events()[-1] == "SeriesMoved"


def test_this_and_the_following_leave_what_was_before(world: World) -> None:
    ids = repeat(world)
    shift_all(world, ids[2], "09:00", day=19, scope=Scope.FOLLOWING)
    assert places(world, ids) == ["05 10:00", "12 10:00", "19 09:00", "26 09:00"]


def test_a_series_may_move_onto_its_own_former_times(world: World) -> None:
    ids = repeat(world)
    shift_all(world, ids[0], "10:00", day=12)
    assert places(world, ids)[:3] == ["12 10:00", "19 10:00", "26 10:00"]
    assert world.appointment(ids[3]).starts_at.astimezone(NEW_YORK).month == 6


def test_one_moved_by_itself_is_an_exception_and_stays(world: World) -> None:
    ids = repeat(world)
    with world.work() as work:
        move(work, ids[2], version=1, starts_at=at("15:00", 21), resource_ids=frozenset())
    shift_all(world, ids[0], "11:00", day=5)
    assert places(world, ids) == ["05 11:00", "12 11:00", "21 15:00", "26 11:00"]
    with world.work() as work:
        series = work.session.scalars(select(AppointmentSeries)).one()
        items = series_document(work, series)["items"]
    assert [item["is_exception"] for item in items] == [False, False, True, False]


def minutes_of(world: World, ids: list[UUID]) -> list[int]:
    """How long each takes, which is how long each holds its people, too."""
    lengths = []
    for id in ids:
        with world.work() as work:
            query = select(Allocation.starts_at, Allocation.ends_at)
            held = work.session.execute(query.where(Allocation.appointment_id == id)).one()
        now = world.appointment(id)
        assert (now.starts_at, now.ends_at) == tuple(held)
        lengths.append((now.ends_at - now.starts_at) // timedelta(minutes=1))
    return lengths


def test_each_of_a_series_keeps_its_own_length_unless_all_are_given_one(world: World) -> None:
    ids = repeat(world)
    with world.work() as work:
        stays = world.appointment(ids[1]).starts_at
        more = {"resource_ids": frozenset[UUID](), "duration_minutes": 90}
        move(work, ids[1], version=1, starts_at=stays, **more)
    usual, _, *_ = own = minutes_of(world, ids)
    assert own == [usual, 90, usual, usual]
    shift_all(world, ids[0], "11:00", day=5)
    assert minutes_of(world, ids) == own
    world.book("13:10", day=12, resources=[world.staff[0]])
    asked = Shift(Scope.ALL, at("12:00", 5))
    with world.work() as work:  # and is looked at with it
        version = world.appointment(ids[0]).version
        seen = shift(work, ids[0], asked, version=version).document()
        assert [bool(item["problem"]) for item in seen["items"]] == [False, True, False, False]
        assert seen["other_lengths"] == 0
        seen = shift(work, ids[0], replace(asked, duration_minutes=30), version=version).document()
        assert not any(item["problem"] for item in seen["items"])
        assert seen["other_lengths"] == 4
        seen = shift(work, ids[0], replace(asked, duration_minutes=80), version=version).document()
        assert seen["other_lengths"] == 3, "the one that clashes would stay as it is"
    shift_all(world, ids[0], "12:00", day=5, minutes=30)
    assert minutes_of(world, ids) == [30] * 4
    take_back(world, ids[0])
    assert minutes_of(world, ids) == own


def test_a_series_changes_its_staff(world: World) -> None:
    first, second = world.staff
    ids = repeat(world)
    shift_all(world, ids[0], "10:00", day=5, resources=[second])
    assert {frozenset(world.resources_of(id)) for id in ids} == {frozenset({second})}
    assert world.book("10:00", day=12, resources=[first])


def test_a_move_that_clashes_moves_none_or_the_others_as_asked(world: World) -> None:
    ids = repeat(world)
    world.book("13:00", day=19, resources=[world.staff[0]])
    with world.work() as work:
        seen = shift(work, ids[0], Shift(Scope.ALL, at("13:00", 5)), version=1).document()
    assert [item["problem"] is None for item in seen["items"]] == [True, True, False, True]
    with pytest.raises(SeriesClashes):
        shift_all(world, ids[0], "13:00", day=5)
    assert places(world, ids) == ["05 10:00", "12 10:00", "19 10:00", "26 10:00"]
    shift_all(world, ids[0], "13:00", day=5, skip=True)
    assert places(world, ids) == ["05 13:00", "12 13:00", "19 10:00", "26 13:00"]


def test_who_stays_behind_is_in_the_way_of_the_others(world: World) -> None:
    ids = repeat(world, rule="FREQ=DAILY;COUNT=3", day=5)
    world.book("10:00", day=8, resources=[world.staff[0]])
    with pytest.raises(SeriesClashes):
        shift_all(world, ids[0], "10:00", day=6, skip=True)
    assert places(world, ids) == ["05 10:00", "06 10:00", "07 10:00"]


def test_what_is_over_or_called_off_does_not_move(world: World) -> None:
    ids = repeat(world)
    with world.work() as work:
        cancel(work, ids[1], version=1, reason=None, by_guest=False)
    shift_all(world, ids[0], "12:00", day=5)
    assert places(world, ids) == ["05 12:00", "12 10:00 cancelled", "19 12:00", "26 12:00"]


@pytest.mark.parametrize(
    ("scope", "left"),
    [
        (Scope.FOLLOWING, ["05 10:00", "12 10:00", "19 10:00 cancelled", "26 10:00 cancelled"]),
        (Scope.ALL, [f"{day} 10:00 cancelled" for day in ("05", "12", "19", "26")]),
    ],
)
def test_a_series_is_called_off_from_here_or_as_a_whole(
    world: World, scope: Scope, left: list[str]
) -> None:
    ids = repeat(world)
    call_off(world, ids[2], scope)
    assert places(world, ids) == left
    assert world.resources_of(ids[3]) == set()
    assert world.events()[-1] == "SeriesCancelled"


def test_a_change_of_a_series_is_taken_back_as_a_whole(world: World) -> None:
    first, second = world.staff
    ids = repeat(world)
    before = places(world, ids)
    shift_all(world, ids[0], "10:00", day=12, resources=[second])
    take_back(world, ids[0])
    assert places(world, ids) == before
    assert {frozenset(world.resources_of(id)) for id in ids} == {frozenset({first})}
    call_off(world, ids[1], Scope.FOLLOWING)
    take_back(world, ids[1])
    assert places(world, ids) == before
    with pytest.raises(NothingToUndo):
        take_back(world, ids[1])


def test_a_change_of_a_series_is_not_taken_back_over_a_later_one(world: World) -> None:
    ids = repeat(world)
    shift_all(world, ids[0], "12:00", day=5)
    with world.work() as work:
        cancel(work, ids[3], version=2, reason=None, by_guest=False)
    with pytest.raises(NothingToUndo):
        take_back(world, ids[0])


def test_a_change_of_a_series_is_not_taken_back_onto_somebody_else(world: World) -> None:
    ids = repeat(world)
    shift_all(world, ids[0], "12:00", day=5)
    world.book("10:00", day=19, resources=[world.staff[0]])
    with pytest.raises(SeriesClashes):
        take_back(world, ids[0])
    assert places(world, ids)[0] == "05 12:00"


def test_one_of_a_series_alone_is_undone_alone(world: World) -> None:
    ids = repeat(world)
    shift_all(world, ids[0], "12:00", day=5)
    with world.work() as work:
        undo(work, ids[1], version=2)
    assert places(world, ids)[:3] == ["05 12:00", "12 10:00", "19 12:00"]


def test_of_two_who_change_a_series_at_once_the_second_is_told(world: World) -> None:
    ids = repeat(world)
    shift_all(world, ids[0], "12:00", day=5)
    with pytest.raises(Stale):
        shift_all(world, ids[0], "14:00", day=5, version=1)


def test_what_does_not_repeat_has_no_series(world: World) -> None:
    alone = world.book("10:00", day=5)
    with pytest.raises(NotInSeries):
        shift_all(world, alone, "11:00", day=5)


def test_staff_repeat_and_move_within_their_own_calendar(world: World) -> None:
    own, other = world.staff
    me = world.colleague(own)
    ids = repeat(world, actor=me)
    with pytest.raises(OwnCalendarOnly):
        repeat(world, "12:00", actor=me, resources=[other])
    with pytest.raises(OwnCalendarOnly):
        shift_all(world, ids[0], "10:00", day=5, resources=[other], actor=me)
    shift_all(world, ids[0], "11:00", day=5, actor=me)
    world.change(Tenant, world.tenant_id, staff_may_reschedule=False)
    with pytest.raises(ManagersMove):
        shift_all(world, ids[0], "12:00", day=5, actor=me)
