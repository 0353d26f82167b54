"""What is known of the people and the appointment of a contract, in words for its text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from smoothschedule.contracts.models import Contract, ContractSigner
from smoothschedule.contracts.rules.days import day_in, moment_in
from smoothschedule.contracts.rules.prefill import Facts
from smoothschedule.contracts.rules.states import Party
from smoothschedule.core.money import amount_of
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Allocation, Appointment, Customer
from smoothschedule.tenants.models import Tenant
from smoothschedule.tenants.quotas import own_tenant
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role

#: What a template's preview shows where nobody is chosen yet.
EXAMPLES: Final = {
    "customer.name": "Alex Example",
    "customer.email": "alex@example.com",
    "customer.phone": "+1 555 0100",
    "staff.name": "Sam Sample",
    "appointment.service": "Example service",
    "appointment.location": "1 Example Street",
    "appointment.price": "65.00",
}


def facts_of(work: Work, contract: Contract, signers: Sequence[ContractSigner]) -> Facts:
    """What is known for this contract as it stands."""
    tenant = own_tenant(work)
    words, days = _of_business(work, tenant), _of_today(work, tenant, contract.locale)
    words |= _of_sender(work, contract, tenant) | _of_staff(signers)
    words |= _of_customer(work, contract, signers)
    if contract.appointment_id is not None:
        booked, day = _of_appointment(work, contract)
        words = booked | words if "staff.name" in words else words | booked
        days["appointment.starts_at"] = day
    today = {"today": day_in(contract.locale, days["today"])}
    return Facts(words={name: word for name, word in (words | today).items() if word}, days=days)


def example_facts(work: Work) -> Facts:
    """What a template shows before it is known for whom."""
    tenant = own_tenant(work)
    days = _of_today(work, tenant, tenant.locale)
    words = EXAMPLES | _of_business(work, tenant)
    words["today"] = day_in(tenant.locale, days["today"])
    words["sender.name"] = tenant.name
    words["appointment.starts_at"] = moment_in(tenant.locale, work.now, tenant.time_zone)
    days["appointment.starts_at"] = days["today"]
    return Facts(words={name: word for name, word in words.items() if word}, days=days)


def _of_business(work: Work, tenant: Tenant) -> dict[str, str]:
    owner = select(User.email).where(User.role == Role.TENANT_OWNER)
    return {"business.name": tenant.name, "business.email": work.session.scalar(owner) or ""}


def _of_today(work: Work, tenant: Tenant, _locale: str) -> dict[str, date]:
    return {"today": work.now.astimezone(ZoneInfo(tenant.time_zone)).date()}


def _of_sender(work: Work, contract: Contract, tenant: Tenant) -> dict[str, str]:
    if contract.created_by_id is None:
        return {"sender.name": tenant.name}
    return {"sender.name": work.get(User, contract.created_by_id).name}


def _of_staff(signers: Sequence[ContractSigner]) -> dict[str, str]:
    names = [each.name for each in signers if each.party == Party.STAFF]
    return {"staff.name": names[0]} if names else {}


def _of_customer(
    work: Work, contract: Contract, signers: Sequence[ContractSigner]
) -> dict[str, str]:
    if contract.customer_id is not None:
        found = work.get(Customer, contract.customer_id)
        return {
            "customer.name": found.name,
            "customer.email": found.email or "",
            "customer.phone": found.phone or "",
        }
    others = [each for each in signers if each.party == Party.EXTERNAL]
    if not others:
        return {}
    return {"customer.name": others[0].name, "customer.email": others[0].email}


def _of_appointment(work: Work, contract: Contract) -> tuple[dict[str, str], date]:
    query = select(Appointment).options(
        joinedload(Appointment.service),
        joinedload(Appointment.location),
        selectinload(Appointment.allocations).joinedload(Allocation.resource),
    )
    found = work.session.scalars(query.where(Appointment.id == contract.appointment_id)).one()
    zone = found.location.time_zone
    staff = [a.resource.name for a in found.allocations if a.resource.kind == "staff"]
    amount = amount_of(found.price_minor, found.currency)
    words = {
        "appointment.service": found.service.name,
        "appointment.starts_at": moment_in(contract.locale, found.starts_at, zone),
        "appointment.location": found.location.address or found.location.name,
        "appointment.price": f"{amount} {found.currency}",
    }
    if staff:
        words["staff.name"] = staff[0]
    return words, found.starts_at.astimezone(ZoneInfo(zone)).date()
