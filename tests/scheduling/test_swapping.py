"""Two appointments exchange their places, both or neither."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, select

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.problems import Clash, Stale
from smoothschedule.core.unit_of_work import Actor
from smoothschedule.scheduling.models import RequirementCandidate, ServiceRequirement
from smoothschedule.scheduling.operations.appointments import cancel
from smoothschedule.scheduling.operations.swapping import Seen, swap
from smoothschedule.scheduling.refusals import (
    ManagersMove,
    OutsideHours,
    OwnCalendarOnly,
    ResourceMissing,
    SlotTaken,
    WrongState,
)
from smoothschedule.tenants.models import Tenant
from tests.scheduling.world import World, at


def exchange(
    world: World, one: UUID, other: UUID, *, versions: Any = (1, 1), actor: Actor | None = None
) -> None:
    with world.work(actor) as work:
        swap(work, Seen(one, versions[0]), Seen(other, versions[1]))


def place(world: World, id: UUID) -> tuple[Any, ...]:
    return world.appointment(id).starts_at, world.resources_of(id)


def test_each_has_the_others_time_and_person(world: World) -> None:
    first, second = world.staff
    one = world.book("10:00", resources=[first])
    other = world.book("11:00", resources=[second])
    exchange(world, one, other)
    assert place(world, one) == (at("11:00"), {second})
    assert place(world, other) == (at("10:00"), {first})
    assert world.events()[-2:] == ["AppointmentMoved"] * 2


def test_neighbours_of_one_person_change_places(world: World) -> None:
    first, _ = world.staff
    one, other = (world.book(clock, resources=[first]) for clock in ("10:00", "11:00"))
    exchange(world, other, one)
    assert place(world, one) == (at("11:00"), {first})
    assert place(world, other) == (at("10:00"), {first})


def test_each_keeps_its_own_length(world: World) -> None:
    first, _ = world.staff
    short = world.book("09:00", resources=[first])
    long = world.book("12:00", service=world.color, resources=[first])
    world.book("11:00", resources=[first])

    exchange(world, short, long)
    assert world.appointment(short).ends_at == at("13:00")
    assert world.appointment(long).ends_at == at("10:30")


def test_swapping_back_undoes_a_swap(world: World) -> None:
    first, second = world.staff
    one = world.book("10:00", resources=[first])
    other = world.book("11:00", resources=[second])
    before = place(world, one), place(world, other)
    exchange(world, one, other)
    exchange(world, one, other, versions=(2, 2))
    assert (place(world, one), place(world, other)) == before


def refused(world: World, rule: type[Clash], one: UUID, other: UUID, culprit: UUID) -> str:
    before = place(world, one), place(world, other)
    with pytest.raises(rule) as problem:
        exchange(world, one, other)
    assert problem.value.extra["appointment_id"] == str(culprit)
    assert (place(world, one), place(world, other)) == before
    assert world.appointment(one).version == world.appointment(other).version == 1
    return problem.value.title


def test_neither_moves_when_one_does_not_fit(world: World) -> None:
    first, second = world.staff
    short = world.book("10:00", resources=[first])
    long = world.book("13:00", service=world.color, resources=[second])
    world.book("11:00", resources=[first])
    refused(world, SlotTaken, short, long, long)


def test_hours_hold_for_a_swap(world: World) -> None:
    first, second = world.staff
    late = world.book("16:00", resources=[first])
    long = world.book("10:00", service=world.color, resources=[second])
    refused(world, OutsideHours, late, long, long)


def test_nobody_is_given_what_they_do_not_do(world: World) -> None:
    first, second = world.staff
    one = world.book("10:00", resources=[first])
    other = world.book("11:00", service=world.color, resources=[second])
    needs = select(ServiceRequirement.id).where(ServiceRequirement.service_id == world.cut)
    gives_no_cut = delete(RequirementCandidate).where(
        RequirementCandidate.resource_id == second, RequirementCandidate.requirement_id.in_(needs)
    )
    with world.work() as work:
        work.record(Tag.SERVICE_CHANGED)
        work.session.execute(gives_no_cut)
    said = refused(world, ResourceMissing, one, other, one)
    assert said == "Tess does not give 60 minutes, so the two cannot be swapped."


@pytest.mark.parametrize("versions", [(2, 1), (1, 2)])
def test_both_are_as_the_caller_saw_them(world: World, versions: tuple[int, int]) -> None:
    one, other = world.book("10:00"), world.book("11:00")
    with pytest.raises(Stale):
        exchange(world, one, other, versions=versions)


def test_what_is_over_is_not_swapped(world: World) -> None:
    one, other = world.book("10:00"), world.book("11:00")
    with world.work() as work:
        cancel(work, other, version=1, reason=None, by_guest=False)
    with pytest.raises(WrongState):
        exchange(world, one, other, versions=(1, 2))


def test_staff_swap_within_their_own_calendar_where_they_may_move(world: World) -> None:
    own, other = world.staff
    mine = [world.book(clock, resources=[own]) for clock in ("10:00", "11:00")]
    theirs = world.book("12:00", resources=[other])
    me = world.colleague(own)
    exchange(world, *mine, actor=me)
    with pytest.raises(OwnCalendarOnly):
        exchange(world, mine[0], theirs, versions=(2, 1), actor=me)
    with world.work() as work:
        work.record(Tag.TENANT_CHANGED)
        work.get(Tenant, world.tenant_id).staff_may_reschedule = False
    with pytest.raises(ManagersMove):
        exchange(world, *mine, versions=(2, 2), actor=me)
