"""People wait for a time of a service: they join, leave, and are put back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from smoothschedule.core.db import new_id
from smoothschedule.core.problems import NotFound, Stale
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import Customer, WaitlistEntry
from smoothschedule.scheduling.operations.customers import (
    refuse_blocked,
    refuse_blocked_guest,
    write_down,
)
from smoothschedule.scheduling.operations.mailing import queue_waitlist_mail
from smoothschedule.scheduling.operations.waitlist_links import link_values
from smoothschedule.scheduling.operations.waitlist_offers import locked_entry
from smoothschedule.scheduling.queries.facts import Offer, party_of
from smoothschedule.scheduling.refusals import (
    AlreadyWaiting,
    NoSeatsLeft,
    NotWaiting,
    OnManyLists,
    PastTime,
    TooFar,
)
from smoothschedule.scheduling.rules.mails import Mail
from smoothschedule.scheduling.rules.waitlist import (
    MOST_LISTS,
    ON_THE_LIST,
    WHOLE_DAY,
    EntryState,
)
from smoothschedule.tenants.quotas import own_tenant


@dataclass(frozen=True, slots=True)
class Waiting:
    """What somebody waits for: days, times of day in minutes, with whom, how many of them."""

    from_day: date
    until_day: date
    from_minute: int = 0
    until_minute: int = WHOLE_DAY
    resource_id: UUID | None = None
    party_size: int = 1


def join(
    work: Work,
    offer: Offer,
    customer: Customer,
    wish: Waiting,
    *,
    by_guest: bool,
    secret_key: str,
) -> WaitlistEntry:
    """The customer waits, behind whoever waits already, and is told so. Emits WaitlistJoined.

    Raises AlreadyWaiting, OnManyLists, NotAClass or NoSeatsLeft for the party, NotFound for
    somebody who does not give the service, PastTime, for guests TooFar beyond the horizon, and
    NotBookableOnline or CustomerBlocked for who is blocked.
    """
    if by_guest:
        refuse_blocked_guest(work, customer)
    else:
        refuse_blocked(customer)
    seats = party_of(offer, wish.party_size)
    if offer.service.capacity is not None and seats > offer.service.capacity:
        raise NoSeatsLeft
    if wish.resource_id is not None and wish.resource_id not in offer:
        raise NotFound
    _refuse_other_days(work, offer, wish, by_guest=by_guest)
    _refuse_many(work, customer)
    write_down(work, customer)
    entry_id = new_id()
    values = {
        "id": entry_id,
        "customer_id": customer.id,
        "service_id": offer.service.id,
        "resource_id": wish.resource_id,
        "seats": seats,
        "from_day": wish.from_day,
        "until_day": wish.until_day,
        "from_minute": wish.from_minute,
        "until_minute": wish.until_minute,
        "version": 1,
        **link_values(secret_key),
    }
    made = (
        insert(WaitlistEntry)
        .values(values)
        .on_conflict_do_nothing()
        .returning(WaitlistEntry.id)
        .execution_options(unjournaled=True)  # the event below tells, if a row was added
    )
    if work.session.scalar(made) is None:
        raise AlreadyWaiting
    entry = work.get(WaitlistEntry, entry_id)
    mail_id = queue_waitlist_mail(work, entry, Mail.WAITLIST_JOINED)
    work.emit(events.WaitlistJoined(entry.id, entry.service_id, entry.customer_id, mail_id))
    return entry


def leave(work: Work, entry: WaitlistEntry) -> None:
    """They wait no more. The caller has locked the entry. Emits WaitlistLeft."""
    entry.state = EntryState.LEFT
    work.session.flush()
    work.emit(events.WaitlistLeft(entry.id, entry.service_id, entry.customer_id))


def put_back(work: Work, entry_id: UUID, *, version: int) -> WaitlistEntry:
    """Whoever was taken off, or passed, waits again at the place they had.

    Raises Stale, NotWaiting for somebody still on the list or booked, AlreadyWaiting when they
    joined anew meanwhile. Emits WaitlistRestored.
    """
    entry = locked_entry(work, entry_id)
    if entry.version != version:
        raise Stale
    if entry.state not in (EntryState.LEFT, EntryState.PASSED):
        raise NotWaiting
    entry.state, entry.lapsed = EntryState.WAITING, 0
    work.session.flush()
    work.emit(events.WaitlistRestored(entry.id, entry.service_id, entry.customer_id))
    return entry


def close_past(work: Work) -> int:
    """Whoever waited for days that are over waits no more; returns how many.

    Emits WaitlistPassed for each.
    """
    # Of the zones of a business's places no one is more than a day from another.
    yesterday = _today(work) - timedelta(days=1)
    query = select(WaitlistEntry).where(
        WaitlistEntry.state == EntryState.WAITING, WaitlistEntry.until_day < yesterday
    )
    found = work.session.scalars(query.with_for_update(skip_locked=True)).all()
    for entry in found:
        entry.state = EntryState.PASSED
        work.session.flush()
        work.emit(events.WaitlistPassed(entry.id, entry.service_id, entry.customer_id))
    return len(found)


def _today(work: Work) -> date:
    now: datetime = work.now
    return now.astimezone(ZoneInfo(own_tenant(work).time_zone)).date()


def _refuse_other_days(work: Work, offer: Offer, wish: Waiting, *, by_guest: bool) -> None:
    today, horizon = _today(work), offer.service.horizon_days
    if wish.until_day < today:
        raise PastTime
    if by_guest and horizon is not None and wish.from_day > today + timedelta(days=horizon):
        raise TooFar


def _refuse_many(work: Work, customer: Customer) -> None:
    query = select(func.count(WaitlistEntry.id)).where(
        WaitlistEntry.customer_id == customer.id, WaitlistEntry.state.in_(ON_THE_LIST)
    )
    if (work.session.scalar(query) or 0) >= MOST_LISTS:
        raise OnManyLists
