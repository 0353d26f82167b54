"""A week in which everybody is busy."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import insert

from benchmarks.stage import Stage
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import new_id
from smoothschedule.scheduling.models import Allocation, Appointment, Customer

GUESTS = 100


def busy_week(
    stage: Stage, first: datetime, *, resources: int, appointments: int
) -> tuple[UUID, list[UUID]]:
    """The service, and the people who give it: the appointments, of 45 minutes each, go round
    them, hour by hour from nine in the morning of each day from `first` on."""
    people = [stage.resource("staff", (0, 24)) for _ in range(resources)]
    service = stage.service(45, ("staff", people))
    guests = [new_id() for _ in range(GUESTS)]
    booked, held = [], []
    for number in range(appointments):
        days, hours = number // resources % 7, 9 + number // (resources * 7)
        start = first + timedelta(days=days, hours=hours)
        times = {"starts_at": start, "ends_at": start + timedelta(minutes=45)}
        more = {"service_id": service, "customer_id": guests[number % GUESTS], **times}
        booked.append({"id": new_id(), **more})
        more = {"resource_id": people[number % resources], **times}
        more |= {"busy_from": times["starts_at"], "busy_until": times["ends_at"]}
        held.append({"id": new_id(), "appointment_id": booked[-1]["id"], **more})
    always = {"state": "confirmed", "location_id": stage.location_id, "currency": "USD"}
    with stage.work() as work:
        work.record(Tag.DEMO_SEEDED)
        rows = [{"id": id, "name": f"Guest {at}"} for at, id in enumerate(guests)]
        work.session.execute(insert(Customer).values(version=1), rows)
        work.session.execute(insert(Appointment).values(version=1, **always), booked)
        work.session.execute(insert(Allocation).values(blocking=True), held)
    return service, people
