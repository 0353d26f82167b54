"""Who a signed-in person is on the calendar."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from smoothschedule.scheduling.models import Customer, Resource


def own_resource_and_customer(session: Session, user_id: UUID) -> tuple[UUID | None, UUID | None]:
    """The resource that works as this account and the customer who signs in with it, by id."""
    resource = select(Resource.id).where(Resource.user_id == user_id).scalar_subquery()
    customer = select(Customer.id).where(Customer.user_id == user_id).scalar_subquery()
    found = session.execute(select(resource, customer)).one()
    return found[0], found[1]
