"""What must never be is refused by the database, whatever the application believes."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.exc import IntegrityError

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import new_id
from smoothschedule.scheduling.models import (
    Allocation,
    Appointment,
    AvailabilityWindow,
    Customer,
    RequirementCandidate,
    Resource,
    Service,
)
from tests.scheduling.world import World, at


def run(world: World, statement: Any) -> None:
    """The statement has run, past every rule of the application."""
    with world.work() as work:
        work.record(Tag.DEMO_SEEDED)
        work.session.execute(statement)


def refused_by(constraint: str, world: World, statement: Any) -> None:
    """The statement fails on exactly this constraint."""
    with pytest.raises(IntegrityError) as refused:
        run(world, statement)
    assert refused.value.orig.diag.constraint_name == constraint  # type: ignore[union-attr]


def allocation(world: World, **values: Any) -> dict[str, Any]:
    return {
        "id": new_id(),
        "appointment_id": world.book("15:00", resources=[world.staff[1]]),
        "resource_id": world.staff[0],
        "starts_at": at("10:00"),
        "ends_at": at("11:00"),
        "busy_from": at("10:00"),
        "busy_until": at("11:00"),
        "blocking": True,
    } | values


def test_two_appointments_never_share_a_resource(world: World) -> None:
    world.book("10:30", resources=[world.staff[0]])
    row = allocation(world)
    refused_by("ex_allocations_no_overlap", world, insert(Allocation).values(row))


def test_touching_appointments_do_not_overlap(world: World) -> None:
    world.book("11:00", resources=[world.staff[0]])
    row = allocation(world)
    run(world, insert(Allocation).values(row))
    assert world.count(Allocation) == 3


def test_a_standing_appointment_cannot_stop_occupying_its_time(world: World) -> None:
    booked = world.book("10:00")
    statement = update(Allocation).where(Allocation.appointment_id == booked)
    refused_by("fk_allocations_appointment", world, statement.values(blocking=False))


def test_a_cancelled_appointment_cannot_go_on_occupying_it(world: World) -> None:
    booked = world.book("10:00")
    statement = update(Appointment).where(Appointment.id == booked).values(state="cancelled")
    refused_by("fk_allocations_appointment", world, statement)


def test_buffers_lie_outside_the_appointment(world: World) -> None:
    row = allocation(world, busy_from=at("10:15"))
    refused_by("ck_allocations_lies_within_busy", world, insert(Allocation).values(row))


def test_nothing_is_busy_for_more_than_three_days(world: World) -> None:
    row = allocation(world, busy_until=at("10:01", 7))
    refused_by("ck_allocations_bounded", world, insert(Allocation).values(row))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("ck_appointments_starts_before_it_ends", {"ends_at": at("10:00")}),
        ("ck_appointments_somebody_comes", {"customer_id": None}),
        ("ck_appointments_state", {"state": "maybe"}),
        ("ck_appointments_a_hold_ends", {"state": "hold"}),
        ("ck_appointments_manage_link_is_whole", {"manage_nonce": None}),
        ("ck_appointments_price", {"price_minor": -1}),
        ("ck_appointments_currency", {"currency": "usd"}),
    ],
)
def test_an_appointment_is_whole(world: World, constraint: str, values: dict[str, Any]) -> None:
    booked = world.book("10:00")
    statement = update(Appointment).where(Appointment.id == booked).values(**values)
    refused_by(constraint, world, statement)


def test_windows_of_one_day_do_not_overlap_and_close_after_they_open(world: World) -> None:
    row = {"id": new_id(), "resource_id": world.staff[0], "weekday": 0}
    overlapping = {**row, "opens_minute": 16 * 60, "closes_minute": 18 * 60}
    refused_by(
        "ex_availability_windows_overlap", world, insert(AvailabilityWindow).values(overlapping)
    )
    backwards = {**row, "opens_minute": 20 * 60, "closes_minute": 19 * 60}
    refused_by(
        "ck_availability_windows_opens_before_it_closes",
        world,
        insert(AvailabilityWindow).values(backwards),
    )


def test_a_requirement_for_a_room_names_only_rooms(world: World) -> None:
    with world.work() as work:
        requirement = work.session.execute(
            text("SELECT id FROM service_requirements WHERE kind = 'room'")
        ).scalar_one()
    row = {"id": new_id(), "requirement_id": requirement, "position": 5}
    as_room = {**row, "resource_id": world.staff[0], "kind": "room"}
    refused_by(
        "fk_requirement_candidates_resource", world, insert(RequirementCandidate).values(as_room)
    )
    as_staff = {**row, "resource_id": world.staff[0], "kind": "staff"}
    refused_by(
        "fk_requirement_candidates_requirement",
        world,
        insert(RequirementCandidate).values(as_staff),
    )


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("ck_resources_kind", {"kind": "spaceship"}),
        ("ck_resources_color", {"color": "red"}),
        ("ck_resources_capacity_is_one", {"capacity": 2}),
        ("fk_resources_tenant_id_location_id", {"location_id": new_id()}),
    ],
)
def test_a_resource_is_whole(world: World, constraint: str, values: dict[str, Any]) -> None:
    row = {"id": new_id(), "location_id": world.location_id, "kind": "staff", "name": "X"}
    refused_by(constraint, world, insert(Resource).values({**row, **values}))


def test_only_staff_sign_in(world: World) -> None:
    statement = update(Resource).where(Resource.id == world.room).values(user_id=world.owner_id)
    refused_by("ck_resources_only_staff_sign_in", world, statement)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("ck_services_duration", {"duration_minutes": 0}),
        ("ck_services_step", {"step_minutes": 0}),
        ("ck_services_buffer_after", {"buffer_after_minutes": -1}),
        ("ck_services_lead_time", {"lead_time_minutes": -1}),
        ("ck_services_horizon", {"horizon_days": -1}),
        ("ck_services_grid", {"grid": "none"}),
    ],
)
def test_a_service_is_whole(world: World, constraint: str, values: dict[str, Any]) -> None:
    refused_by(constraint, world, update(Service).where(Service.id == world.cut).values(**values))


def test_nobody_is_known_twice(world: World) -> None:
    world.book("10:00")
    row = {"id": new_id(), "name": "ANN Archer", "email": "ann@guests.example", "version": 1}
    refused_by("uq_customers_person", world, insert(Customer).values(row))


def test_nothing_points_into_another_tenant(world: World, elsewhere: World) -> None:
    row = {"id": new_id(), "location_id": elsewhere.location_id, "kind": "staff", "name": "X"}
    refused_by("fk_resources_tenant_id_location_id", world, insert(Resource).values(row))
    row = allocation(world, resource_id=elsewhere.staff[0])
    refused_by("fk_allocations_tenant_id_resource_id", world, insert(Allocation).values(row))
