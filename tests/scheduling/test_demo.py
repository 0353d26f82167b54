"""The demo: full, without a clash, and made once."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import new_id
from smoothschedule.core.unit_of_work import Work
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling import demo
from smoothschedule.scheduling.demo_texts import Flavour
from smoothschedule.scheduling.jobs.first_calendar import open_first_calendar
from smoothschedule.scheduling.models import Appointment, Customer, Resource, Service
from smoothschedule.scheduling.queries.people import on_the_calendar
from smoothschedule.scheduling.queries.public import business as public_business
from smoothschedule.tenants.models import Tenant
from smoothschedule.users.models import User
from tests.factories import make_business
from tests.scheduling.world import NOW

ZONES = {"salon": "America/New_York", "clinic": "Europe/Berlin"}


def new_tenant(work: Work, zone: str) -> list[User]:
    """A tenant without a calendar; returns a staff account and a customer's."""
    work.record(Tag.DEMO_SEEDED)
    tenant_id = work.context.tenant_id
    work.session.add(Tenant(id=tenant_id, name="Demo", subdomain="demo", time_zone=zone))
    work.session.flush()
    people = [
        User(email=f"{role}@x.example", name=role.title(), role=role)
        for role in ("TENANT_STAFF", "CUSTOMER")
    ]
    for person in people:
        person.email = person.email.lower()
    work.session.add_all(people)
    work.session.flush()
    return people


@pytest.mark.parametrize("flavour", ["salon", "clinic"])
def test_a_demo_is_full_and_made_once(runtime: Runtime, flavour: str) -> None:
    with runtime.units.tenant(new_id(), now=NOW) as work:
        staff, customer = new_tenant(work, ZONES[flavour])
        for _ in range(2):
            demo.seed(
                work,
                flavour=Flavour(flavour),
                staff_user_id=staff.id,
                customer_user_id=customer.id,
            )
        counts = {
            model.__tablename__: work.session.scalar(select(func.count()).select_from(model))
            for model in (Customer, Service, Resource, Appointment)
        }
        states = set(work.session.scalars(select(Appointment.state).distinct()))
        own = work.session.execute(select(*on_the_calendar(staff.id))).one()
        strangers = work.session.scalars(
            select(Appointment.id)
            .join(Customer, Customer.id == Appointment.customer_id)
            .where(Appointment.created_at < Customer.created_at)
        ).all()
    assert strangers == [], "whoever books is a customer by then"
    assert counts["customers"] == 40
    assert 6 <= (counts["services"] or 0) <= 8
    assert (counts["resources"] or 0) >= 7
    assert (counts["appointments"] or 0) > 150
    assert {"confirmed", "completed", "pending", "cancelled"} <= states
    assert own[0] is not None


def test_a_new_business_can_be_booked_at_once(runtime: Runtime) -> None:
    with runtime.units.tenant(new_id()) as work:
        tenant_id = work.context.tenant_id
        owner = new_tenant(work, "Asia/Tokyo")[0]
    for _ in range(2):
        open_first_calendar(runtime, tenant_id, user_id=str(owner.id))  # type: ignore[arg-type]
    with runtime.units.tenant(tenant_id) as work:  # type: ignore[arg-type]
        page = public_business(work)
    assert [service["name"] for service in page["services"]] == ["Appointment"]
    assert [place["staff"][0].name for place in page["services"]] == [owner.name]


def test_a_business_with_a_calendar_keeps_it(runtime: Runtime) -> None:
    made = make_business(runtime, "aurora")
    open_first_calendar(runtime, made.id, user_id=str(made.owner.id))
    with runtime.units.tenant(made.id) as work:
        assert len(public_business(work)["services"]) == 2
