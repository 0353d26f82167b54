"""Who waits, in order, and what they are offered."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from smoothschedule.core.pagination import page
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Appointment, Customer, WaitlistEntry, WaitlistOffer
from smoothschedule.scheduling.rules.waitlist import ON_THE_LIST, EntryState, OfferState

#: Nobody further back is looked at in one go.
MOST_LOOKED_AT = 500


def services_waited_for(work: Work) -> list[UUID]:
    """The services that somebody waits for."""
    query = select(WaitlistEntry.service_id).where(WaitlistEntry.state == EntryState.WAITING)
    return list(work.session.scalars(query.distinct().order_by(WaitlistEntry.service_id)))


def waiting_for(work: Work, service_id: UUID) -> list[WaitlistEntry]:
    """Who waits for the service and may be asked, whoever waits longest first."""
    query = (
        select(WaitlistEntry)
        .join(WaitlistEntry.customer)
        .where(
            WaitlistEntry.service_id == service_id,
            WaitlistEntry.state == EntryState.WAITING,
            Customer.status != "blocked",
        )
        .order_by(WaitlistEntry.created_at, WaitlistEntry.id)
        .limit(MOST_LOOKED_AT)
        .execution_options(populate_existing=True)
    )
    return list(work.session.scalars(query))


def offered_before(work: Work, entry_ids: Collection[UUID]) -> dict[UUID, frozenset[datetime]]:
    """Which starts each was offered and did not take."""
    query = select(WaitlistOffer.entry_id, WaitlistOffer.starts_at).where(
        WaitlistOffer.entry_id.in_(entry_ids),
        WaitlistOffer.state.in_((OfferState.DECLINED, OfferState.LAPSED)),
    )
    found: dict[UUID, set[datetime]] = {}
    for entry_id, starts_at in work.session.execute(query):
        found.setdefault(entry_id, set()).add(starts_at)
    return {id: frozenset(starts) for id, starts in found.items()}


class Place:
    """Somebody on the list as the wire shows them: `place` among those on it, and `offer`."""

    def __init__(
        self, entry: WaitlistEntry, place: int | None, offer: WaitlistOffer | None, now: datetime
    ) -> None:
        self._entry, self.place, self.offer = entry, place, offer
        #: The page behind their link, where a route has said it.
        self.path: str | None = None
        # The clock says whether an offer stands; the sweep only writes it down.
        if entry.state == EntryState.OFFERED and (offer is None or offer.expires_at <= now):
            self.state, self.offer = EntryState.WAITING.value, None
        else:
            self.state = entry.state

    @property
    def version(self) -> int:
        return self._entry.version

    def __getattr__(self, name: str) -> Any:
        return getattr(self._entry, name)


def entries(
    work: Work, *, limit: int, after: str | None, is_over: bool = False, service_id: UUID | None
) -> dict[str, Any]:
    """A page of those on the list, first come first; or of those who were, latest first."""
    query = _shown()
    state = WaitlistEntry.state
    query = query.where(state.not_in(ON_THE_LIST) if is_over else state.in_(ON_THE_LIST))
    if service_id is not None:
        query = query.where(WaitlistEntry.service_id == service_id)
    order = (WaitlistEntry.created_at, WaitlistEntry.id)
    found = page(work.session, query, order, limit=limit, after=after, descending=is_over)
    return {**found, "items": _places(work, found["items"])}


def entry(work: Work, entry_id: UUID) -> Place:
    """One of them as they are now."""
    query = _shown().where(WaitlistEntry.id == entry_id)
    found = work.session.scalars(query.execution_options(populate_existing=True)).one()
    return _places(work, [found])[0]


def booked_by(work: Work, entry_id: UUID) -> Appointment | None:
    """The booking that they took from what they were offered."""
    query = (
        select(Appointment)
        .join(WaitlistOffer, WaitlistOffer.appointment_id == Appointment.id)
        .where(WaitlistOffer.entry_id == entry_id, WaitlistOffer.state == OfferState.ACCEPTED)
        .order_by(WaitlistOffer.sequence.desc())
        .limit(1)
    )
    return work.session.scalar(query)


def own_entries(work: Work) -> list[Place]:
    """What the signed-in customer waits for."""
    if work.actor.customer_id is None:
        return []
    query = _shown().where(
        WaitlistEntry.customer_id == work.actor.customer_id, WaitlistEntry.state.in_(ON_THE_LIST)
    )
    return _places(work, list(work.session.scalars(query.order_by(WaitlistEntry.created_at))))


def summary(work: Work) -> dict[str, int]:
    """How many wait, and how many of them have an offer that stands."""
    on_the_list = select(func.count(WaitlistEntry.id)).where(WaitlistEntry.state.in_(ON_THE_LIST))
    standing = select(func.count(WaitlistOffer.id)).where(
        WaitlistOffer.state == OfferState.OPEN, WaitlistOffer.expires_at > work.now
    )
    offered = work.session.scalar(standing) or 0
    return {"waiting": (work.session.scalar(on_the_list) or 0) - offered, "offered": offered}


def place_of(work: Work, found: WaitlistEntry) -> int:
    """The how manieth they are on the list of their service."""
    query = select(func.count(WaitlistEntry.id)).where(
        WaitlistEntry.service_id == found.service_id,
        WaitlistEntry.state.in_(ON_THE_LIST),
        func.row(WaitlistEntry.created_at, WaitlistEntry.id) < func.row(found.created_at, found.id),
    )
    return (work.session.scalar(query) or 0) + 1


@cache
def _shown() -> Select[Any]:
    return select(WaitlistEntry).options(
        joinedload(WaitlistEntry.customer),
        joinedload(WaitlistEntry.service),
        joinedload(WaitlistEntry.resource),
    )


def _places(work: Work, found: list[WaitlistEntry]) -> list[Place]:
    ids = [each.id for each in found]
    offers = work.session.scalars(
        select(WaitlistOffer)
        .join(WaitlistOffer.appointment)
        .join(Appointment.location)
        .options(contains_eager(WaitlistOffer.appointment).contains_eager(Appointment.location))
        .where(WaitlistOffer.entry_id.in_(ids), WaitlistOffer.state == OfferState.OPEN)
    )
    open_now = {offer.entry_id: offer for offer in offers}
    in_line = _in_line(work, {each.service_id for each in found})
    return [Place(each, in_line.get(each.id), open_now.get(each.id), work.now) for each in found]


def _in_line(work: Work, service_ids: Collection[UUID]) -> dict[UUID, int]:
    order = WaitlistEntry.created_at, WaitlistEntry.id
    place = func.row_number().over(partition_by=WaitlistEntry.service_id, order_by=order)
    query = select(WaitlistEntry.id, place).where(
        WaitlistEntry.service_id.in_(service_ids), WaitlistEntry.state.in_(ON_THE_LIST)
    )
    return {id: int(number) for id, number in work.session.execute(query)}
