"""Who is who on the calendar."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, select

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Customer, Resource


def on_the_calendar(
    user_id: ColumnElement[UUID],
) -> tuple[ScalarSelect[UUID], ScalarSelect[UUID]]:
    """Subqueries: the resource that works as this account, the customer who signs in with it."""
    resource = select(Resource.id).where(Resource.user_id == user_id)
    customer = select(Customer.id).where(Customer.user_id == user_id)
    return (
        resource.correlate_except(Resource).scalar_subquery(),
        customer.correlate_except(Customer).scalar_subquery(),
    )


def staff_among(work: Work, resource_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of the resources that are people."""
    query = select(Resource.id).where(Resource.id.in_(resource_ids), Resource.kind == "staff")
    return frozenset(work.session.scalars(query))
