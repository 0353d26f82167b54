"""Overlaps on purpose: flagged, outside the constraint, and busy to everybody else."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from smoothschedule.core.problems import NotAllowed
from smoothschedule.scheduling.models import Allocation
from smoothschedule.scheduling.operations.appointments import cancel
from smoothschedule.scheduling.operations.moving import move
from smoothschedule.scheduling.operations.taking_back import undo
from smoothschedule.scheduling.refusals import OutsideHours, SlotTaken
from tests.scheduling.world import World, at


def flags(world: World, id: UUID) -> dict[UUID, bool]:
    """Which resources the appointment overlaps on."""
    query = select(Allocation.resource_id, Allocation.is_overlap).where(
        Allocation.appointment_id == id
    )
    with world.work() as work:
        return {row.resource_id: row.is_overlap for row in work.session.execute(query)}


def test_who_may_books_over_another_and_it_is_flagged(world: World) -> None:
    first, _ = world.staff
    below = world.book("10:00", resources=[first])
    above = world.book("10:30", resources=[first], overlap=True)
    assert flags(world, below) == {first: False}
    assert flags(world, above) == {first: True}


def test_only_the_resource_that_is_shared_is_flagged(world: World) -> None:
    first, second = world.staff
    world.book("10:00", resources=[first])
    above = world.book("10:00", service=world.color, resources=[first], overlap=True)
    assert flags(world, above) == {first: True, world.room: False}
    with pytest.raises(SlotTaken):
        world.book("10:00", service=world.color, resources=[second])


def test_where_nothing_is_in_the_way_nothing_is_flagged(world: World) -> None:
    first, _ = world.staff
    assert flags(world, world.book("10:00", resources=[first], overlap=True)) == {first: False}


def test_whoever_is_free_comes_before_an_overlap(world: World) -> None:
    first, second = world.staff
    world.book("10:00", resources=[first])
    assert flags(world, world.book("10:00", overlap=True)) == {second: False}


def test_a_buffer_counts_as_an_overlap(world: World) -> None:
    first, _ = world.staff
    world.book("10:00", service=world.color, resources=[first])
    with pytest.raises(SlotTaken):
        world.book("11:30", resources=[first])
    assert flags(world, world.book("11:30", resources=[first], overlap=True)) == {first: True}


def test_an_overlap_keeps_others_out_when_what_lay_below_is_gone(world: World) -> None:
    first, _ = world.staff
    below = world.book("10:00", resources=[first])
    world.book("10:00", resources=[first], overlap=True)
    with world.work() as work:
        cancel(work, below, version=1, reason=None, by_guest=False)
    with pytest.raises(SlotTaken):
        world.book("10:00", resources=[first])
    assert len(world.resources_of(world.book("11:00", resources=[first]))) == 1


def test_an_overlap_does_not_reach_outside_of_hours(world: World) -> None:
    with pytest.raises(OutsideHours):
        world.book("17:30", resources=[world.staff[0]], overlap=True)


def test_staff_overlap_only_where_the_owner_opened_it(world: World) -> None:
    own, _ = world.staff
    world.book("10:00", resources=[own])
    me = world.colleague(own)
    with pytest.raises(NotAllowed):
        world.book("10:00", resources=[own], overlap=True, actor=me)
    opened = world.colleague(own, opened=("overlap_appointments",))
    assert flags(world, world.book("10:00", resources=[own], overlap=True, actor=opened))[own]


def test_moving_over_another_and_back_keeps_the_flags_true(world: World) -> None:
    first, _ = world.staff
    world.book("10:00", resources=[first])
    other = world.book("13:00", resources=[first])
    with pytest.raises(SlotTaken), world.work() as work:
        move(work, other, version=1, starts_at=at("10:00"), resource_ids=frozenset())
    with world.work() as work:
        move(
            work,
            other,
            version=1,
            starts_at=at("10:00"),
            resource_ids=frozenset(),
            overlap=True,
        )
    assert flags(world, other) == {first: True}
    with world.work() as work:
        move(work, other, version=2, starts_at=at("14:00"), resource_ids=frozenset())
    assert flags(world, other) == {first: False}
    with world.work() as work:
        undo(work, other, version=3)
    assert world.appointment(other).starts_at == at("10:00")
    assert flags(world, other) == {first: True}
