"""Free times are offered to whoever waits for them: one after the other, kept by a hold.

For each service one transaction at a time looks for the next offer, under an advisory lock that
is taken first. The hold has the last word about the time, the locked entry about who waits.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from smoothschedule.core.problems import Clash, NotFound, Stale
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import (
    Appointment,
    Customer,
    WaitlistEntry,
    WaitlistOffer,
)
from smoothschedule.scheduling.operations.bookings import Said, confirm, require_hold
from smoothschedule.scheduling.operations.holds import (
    expire_before_booking,
    hold,
    let_go,
    locked_hold,
)
from smoothschedule.scheduling.operations.mailing import queue_waitlist_mail
from smoothschedule.scheduling.operations.quotas import BookingPaused
from smoothschedule.scheduling.operations.waitlist import leave
from smoothschedule.scheduling.operations.waitlist_offers import (
    close,
    locked_entry,
    open_offer,
)
from smoothschedule.scheduling.queries.facts import Offer, Question, offer_of
from smoothschedule.scheduling.queries.free_slots import free_slots
from smoothschedule.scheduling.queries.offered import zone_of
from smoothschedule.scheduling.queries.service_facts import ServiceFacts
from smoothschedule.scheduling.queries.waitlist import offered_before, waiting_for
from smoothschedule.scheduling.refusals import (
    HoldExpired,
    NotWaiting,
    OfferOver,
    TooShortToAnswer,
)
from smoothschedule.scheduling.rules.mails import Mail
from smoothschedule.scheduling.rules.waitlist import (
    ON_THE_LIST,
    WHOLE_DAY,
    EntryState,
    OfferState,
    Opening,
    Wish,
    deadline,
    matches,
)
from smoothschedule.tenants.quotas import own_tenant

#: An entry and a start that somebody else took while it was about to be offered.
Pair = tuple[UUID, datetime]
#: Offers come and go in minutes, so one look more than the first is all that it takes.
_LOOKS: Final = 5


class MissedError(Exception):
    """Somebody was faster, at the time or at the entry; the transaction is of no use."""

    def __init__(self, pair: Pair) -> None:
        super().__init__()
        self.pair = pair


def offer_next(
    work: Work, service_id: UUID, *, skip: Collection[Pair] = ()
) -> WaitlistOffer | None:
    """The first in line for the service whom a free time suits is offered it; None if nobody.

    Pairs in `skip` are not tried. Raises MissedError for a pair to skip next time, BookingPaused
    when the plan allows no more. Emits AppointmentHeld and WaitlistOffered.
    """
    key = func.hashtextextended(f"waitlist:{service_id}", 0)
    work.session.execute(select(func.pg_advisory_xact_lock(key)))
    expire_before_booking(work)
    waiting = waiting_for(work, service_id)
    if not waiting:
        return None
    try:
        offer = offer_of(work, service_id)
    except NotFound:  # switched off: nobody is offered anything
        return None
    passed = offered_before(work, [entry.id for entry in waiting])
    wishes = [_wish(entry, passed.get(entry.id, frozenset())) for entry in waiting]
    for place, opening in matches(wishes, _openings(work, offer)):
        entry = waiting[place]
        until = _deadline(work, offer.service, opening.starts_at)
        if until is None or (entry.id, opening.starts_at) in skip:
            continue
        try:
            locked = _still_waiting(work, entry.id)
            question = _question(offer, locked, is_visitor=True)
            return _offered(work, locked, question, opening.starts_at, until=until)
        except BookingPaused:
            raise
        except Clash as lost:
            raise MissedError((entry.id, opening.starts_at)) from lost
    return None


def offer_by_hand(
    work: Work, entry_id: UUID, starts_at: datetime, *, version: int, resource_id: UUID | None
) -> WaitlistEntry:
    """The team offers them a time out of turn, held to hours and other bookings alone.

    Raises Stale, NotWaiting, TooShortToAnswer, NotFound, or a refusal with alternatives.
    Emits AppointmentHeld and WaitlistOffered.
    """
    expire_before_booking(work)
    entry = locked_entry(work, entry_id)
    if entry.version != version:
        raise Stale
    if entry.state != EntryState.WAITING:
        raise NotWaiting
    offer = offer_of(work, entry.service_id)
    if resource_id is not None and resource_id not in offer:
        raise NotFound
    lasts = timedelta(minutes=own_tenant(work).waitlist_offer_minutes)
    until = deadline(work.now, starts_at, lead=timedelta(), lasts=lasts)
    if until is None:
        raise TooShortToAnswer
    question = _question(offer, entry, is_visitor=False, resource_id=resource_id)
    _offered(work, entry, question, starts_at, until=until)
    return entry


def accept(work: Work, entry_id: UUID, *, said: Said, secret_key: str) -> tuple[Appointment, str]:
    """What they were offered is theirs, by the way every booking goes.

    Returns the appointment and the token of its manage link. Raises OfferOver once the offer has
    run out or was withdrawn, and as `confirm` does. Emits AppointmentBooked or
    AppointmentRequested, and WaitlistBooked.
    """
    offer, held, entry = _open(work, entry_id)
    try:
        require_hold(work, held)
    except HoldExpired as over:
        raise OfferOver from over
    customer = work.get(Customer, entry.customer_id)
    link = confirm(work, held, customer, said=said, secret_key=secret_key)
    close(work, offer, OfferState.ACCEPTED)
    entry.state = EntryState.BOOKED
    work.session.flush()
    work.emit(events.WaitlistBooked(entry.id, entry.service_id, entry.customer_id))
    return held, link


def decline(work: Work, entry_id: UUID) -> None:
    """They do not want that time and wait on; whoever is next is asked.

    Raises OfferOver when there is no offer any more. Emits WaitlistDeclined and HoldReleased.
    """
    offer, held, entry = _open(work, entry_id)
    _give_back(work, offer, held)
    entry.state, entry.lapsed = EntryState.WAITING, 0
    work.session.flush()
    work.emit(events.WaitlistDeclined(entry.id, entry.service_id, entry.customer_id))


def take_off(work: Work, entry_id: UUID, *, version: int | None = None) -> WaitlistEntry:
    """They wait no more, and what they were offered is free again.

    Raises Stale, or NotWaiting when they are off the list already. Emits WaitlistLeft, and
    HoldReleased with an offer.
    """
    offer, held, entry = _standing(work, entry_id)
    if version is not None and entry.version != version:
        raise Stale
    if entry.state not in ON_THE_LIST:
        raise NotWaiting
    if offer is not None and held is not None:
        _give_back(work, offer, held)
    leave(work, entry)
    return entry


def _standing(
    work: Work, entry_id: UUID
) -> tuple[WaitlistOffer | None, Appointment | None, WaitlistEntry]:
    """The entry with what it is offered, if anything, locked as by `_open`."""
    for _ in range(_LOOKS):
        # An offer that is made or ends before the locks are held is looked at anew; the end of
        # the savepoint gives the entry back, which must not be held before the hold is.
        with suppress(OfferOver), work.session.begin_nested():
            if open_offer(work, entry_id) is not None:
                return _open(work, entry_id)
            entry = locked_entry(work, entry_id)
            if entry.state == EntryState.OFFERED:
                raise OfferOver
            return None, None, entry
    raise NotWaiting


def _open(work: Work, entry_id: UUID) -> tuple[WaitlistOffer, Appointment, WaitlistEntry]:
    """The open offer with its hold and its entry, locked in that order; raises OfferOver."""
    seen = open_offer(work, entry_id)
    if seen is None:
        raise OfferOver
    held = locked_hold(work, work.get(Appointment, seen.appointment_id))
    entry = locked_entry(work, entry_id)
    offer = open_offer(work, entry_id)
    if offer is None or offer.id != seen.id or entry.state != EntryState.OFFERED:
        raise OfferOver
    return offer, held, entry


def _give_back(work: Work, offer: WaitlistOffer, held: Appointment) -> None:
    close(work, offer, OfferState.DECLINED)
    work.session.flush()
    let_go(work, held)


def _still_waiting(work: Work, entry_id: UUID) -> WaitlistEntry:
    entry = locked_entry(work, entry_id)
    if entry.state != EntryState.WAITING:
        raise NotWaiting
    return entry


def _offered(
    work: Work, entry: WaitlistEntry, question: Question, starts_at: datetime, *, until: datetime
) -> WaitlistOffer:
    # Nobody has the hold's own token: the offer is answered by the link of the entry.
    held, _ = hold(work, question, starts_at, until=until)
    entry.state = EntryState.OFFERED
    entry.sequence += 1
    made = WaitlistOffer(
        entry_id=entry.id,
        appointment_id=held.id,
        sequence=entry.sequence,
        starts_at=held.starts_at,
        expires_at=until,
    )
    work.session.add(made)
    work.session.flush()
    mail_id = queue_waitlist_mail(work, entry, Mail.WAITLIST_OFFER)
    work.emit(events.WaitlistOffered(entry.id, entry.service_id, entry.customer_id, mail_id))
    return made


def _question(
    offer: Offer, entry: WaitlistEntry, *, is_visitor: bool, resource_id: UUID | None = None
) -> Question:
    wanted = resource_id or entry.resource_id
    return Question(
        offer,
        is_visitor=is_visitor,
        wanted=frozenset({wanted}) if wanted is not None and wanted in offer else frozenset(),
        customer_id=entry.customer_id,
        seats=entry.seats,
    )


def _wish(entry: WaitlistEntry, passed: frozenset[datetime]) -> Wish:
    return Wish(
        from_day=entry.from_day,
        until_day=entry.until_day,
        from_minute=entry.from_minute,
        until_minute=entry.until_minute,
        seats=entry.seats,
        resource=entry.resource_id,
        not_again=passed,
    )


def _deadline(work: Work, service: ServiceFacts, starts_at: datetime) -> datetime | None:
    return deadline(
        work.now,
        starts_at,
        lead=timedelta(minutes=service.lead_time_minutes),
        lasts=timedelta(minutes=own_tenant(work).waitlist_offer_minutes),
    )


def _openings(work: Work, offer: Offer) -> Callable[[Wish], Sequence[Opening]]:
    """What is free for a wish; those that are alike ask the database once."""
    known: dict[Wish, list[Opening]] = {}

    def openings_of(wish: Wish) -> Sequence[Opening]:
        alike = replace(wish, from_minute=0, until_minute=WHOLE_DAY, not_again=frozenset())
        if alike not in known:
            known[alike] = _free(work, offer, alike)
        return known[alike]

    return openings_of


def _free(work: Work, offer: Offer, wish: Wish) -> list[Opening]:
    if wish.resource is not None and wish.resource not in offer:
        return []  # whoever they wait for no longer gives the service
    wanted = frozenset({wish.resource}) if wish.resource is not None else frozenset()
    question = Question(offer, is_visitor=True, wanted=wanted, seats=wish.seats)
    zone = ZoneInfo(zone_of(work, question))
    begins = datetime.combine(wish.from_day, time(), zone)
    ends = datetime.combine(wish.until_day + timedelta(days=1), time(), zone)
    if ends <= work.now:
        return []
    return [
        Opening(
            slot.starts_at,
            slot.starts_at.astimezone(zone),
            frozenset(slot.resource_ids),
            slot.seats_left,
        )
        for slot in free_slots(work, question, (max(begins, work.now), ends))
    ]
