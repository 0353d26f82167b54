"""People on the waitlist of the world, and the times that become free for them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from smoothschedule.core.unit_of_work import VISITOR
from smoothschedule.scheduling.models import Appointment, WaitlistEntry
from smoothschedule.scheduling.operations import offering
from smoothschedule.scheduling.operations.appointments import cancel
from smoothschedule.scheduling.operations.bookings import NOTHING_SAID
from smoothschedule.scheduling.operations.customers import recognise
from smoothschedule.scheduling.operations.waitlist import Waiting, join
from smoothschedule.scheduling.queries.facts import offer_of
from tests.scheduling.world import NOW, SECRET_KEY, World, at

MONDAY = date(2026, 5, 4)
HOUR = timedelta(hours=1)


def waits(world: World, name: str, *, by_guest: bool = False, **wish: Any) -> UUID:
    """Somebody joins the list for a cut on Monday; returns the entry's id."""
    service, now = wish.pop("service", world.cut), wish.pop("now", NOW)
    wish = {"from_day": MONDAY, "until_day": MONDAY, **wish}
    with world.work(VISITOR if by_guest else None, now=now) as work:
        guest = recognise(work, name=name, email=f"{name.lower()}@guests.example", phone=None)
        offer = offer_of(work, service)
        entry = join(work, offer, guest, Waiting(**wish), by_guest=by_guest, secret_key=SECRET_KEY)
        return entry.id


def frees(world: World, appointment_id: UUID) -> None:
    with world.work() as work:
        cancel(work, appointment_id, version=1, reason=None, by_guest=False)


def offers(world: World, *, now: datetime = NOW, service: UUID | None = None) -> list[UUID]:
    """Everything that can be offered is; returns the entries, in order."""
    made = []
    while True:
        with world.work(VISITOR, now=now) as work:
            offer = offering.offer_next(work, service or world.cut)
        if offer is None:
            return made
        made.append(offer.entry_id)


def accepts(world: World, entry_id: UUID, *, now: datetime = NOW) -> UUID:
    with world.work(VISITOR, now=now) as work:
        return offering.accept(work, entry_id, said=NOTHING_SAID, secret_key=SECRET_KEY)[0].id


def state_of(world: World, entry_id: UUID) -> str:
    with world.work() as work:
        return work.get(WaitlistEntry, entry_id).state


def booked_at(world: World, hour: int) -> list[UUID]:
    with world.work() as work:
        query = select(Appointment.id).where(
            Appointment.starts_at == at(f"{hour:02}:00"), Appointment.is_blocking
        )
        return list(work.session.scalars(query))
