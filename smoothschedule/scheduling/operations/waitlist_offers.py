"""Open offers end with the hold that keeps their time, in the same transaction.

The hold is locked first, then the entry of its offer: whoever accepts, declines, sweeps or takes
the time away goes the same way, so they are decided one after the other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import select

from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import WaitlistEntry, WaitlistOffer
from smoothschedule.scheduling.rules.waitlist import EntryState, OfferState, after_lapse

_TOLD: Final[Mapping[OfferState, type[events.WaitlistEvent]]] = {
    OfferState.LAPSED: events.WaitlistOfferLapsed,
    OfferState.WITHDRAWN: events.WaitlistOfferWithdrawn,
}


def end_offers(work: Work, appointment_ids: Collection[UUID], *, as_: OfferState) -> None:
    """Whoever was offered these times waits on, or has let too many of them lapse.

    The caller has locked the appointments. Emits WaitlistOfferLapsed or WaitlistOfferWithdrawn.
    """
    if not appointment_ids:
        return
    query = select(WaitlistOffer).where(
        WaitlistOffer.appointment_id.in_(appointment_ids), WaitlistOffer.state == OfferState.OPEN
    )
    for offer in work.session.scalars(query.order_by(WaitlistOffer.entry_id)).all():
        entry = locked_entry(work, offer.entry_id)
        close(work, offer, as_)
        if entry.state != EntryState.OFFERED:
            continue  # they left meanwhile, which was told already
        if as_ is OfferState.LAPSED:
            entry.lapsed += 1
            entry.state = after_lapse(entry.lapsed)
        else:
            entry.state = EntryState.WAITING
        work.session.flush()
        work.emit(_TOLD[as_](entry.id, entry.service_id, entry.customer_id))


def locked_entry(work: Work, entry_id: UUID) -> WaitlistEntry:
    """The entry as it is now, locked, whatever was read of it before; raises NotFound."""
    query = select(WaitlistEntry).where(WaitlistEntry.id == entry_id).with_for_update()
    found = work.session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def close(work: Work, offer: WaitlistOffer, state: OfferState) -> None:
    """The offer has ended so."""
    offer.state, offer.ended_at = state, work.now


def open_offer(work: Work, entry_id: UUID) -> WaitlistOffer | None:
    """What the entry is offered now, as far as nobody has ended it."""
    query = select(WaitlistOffer).where(
        WaitlistOffer.entry_id == entry_id, WaitlistOffer.state == OfferState.OPEN
    )
    return work.session.scalar(query.execution_options(populate_existing=True))
