"""Mails to whoever waits: their place in line, and the time they are offered."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from smoothschedule.config import Settings
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.mails.values import (
    Facts,
    Value,
    Values,
    clock,
    facts_of,
    values_of,
)
from smoothschedule.scheduling.mails.writing import Letterhead, addressed, letter
from smoothschedule.scheduling.models import (
    AppointmentMail,
    WaitlistEntry,
    WaitlistOffer,
)
from smoothschedule.scheduling.operations.waitlist_links import token_of
from smoothschedule.scheduling.operations.waitlist_offers import open_offer
from smoothschedule.scheduling.queries.appointments import details_of
from smoothschedule.scheduling.queries.mail_texts import wording_of
from smoothschedule.scheduling.queries.waitlist import place_of
from smoothschedule.scheduling.rules.days import day_in_words
from smoothschedule.scheduling.rules.mails import Failure, Mail, TextKind
from smoothschedule.scheduling.rules.waitlist import WHOLE_DAY, EntryState
from smoothschedule.tenants.models import Tenant
from smoothschedule.tenants.quotas import own_tenant


def about_waitlist(work: Work, mail: AppointmentMail, settings: Settings) -> EmailMessage | Failure:
    """The message to send now, or why there is none: somebody may have been faster."""
    entry = work.session.scalar(
        select(WaitlistEntry)
        .where(WaitlistEntry.id == mail.waitlist_entry_id)
        .options(joinedload(WaitlistEntry.customer), joinedload(WaitlistEntry.service))
        .options(joinedload(WaitlistEntry.resource))
    )
    if entry is None or entry.sequence != mail.sequence:
        return Failure.OUTDATED
    if entry.customer.email is None:
        return Failure.NO_ADDRESS
    kind, tenant = Mail(mail.kind), own_tenant(work)
    head = Letterhead.of(work, tenant, settings)
    token = token_of(entry, settings.secret_key)
    link = settings.url_of(head.host, f"/w/{token}") if token else None
    if kind is Mail.WAITLIST_JOINED:
        values = _joined(work, entry, tenant, link)
    else:
        values = _offered(work, entry, tenant, link)
    if values is None:
        return Failure.OUTDATED
    return addressed(
        letter(wording_of(work, TextKind(kind)), values, head),
        head,
        name=entry.customer.name,
        email=entry.customer.email,
        message_id=f"{kind.value}-{mail.id}",
    )


def _joined(work: Work, entry: WaitlistEntry, tenant: Tenant, link: str | None) -> Values | None:
    if entry.state != EntryState.WAITING:
        return None
    return values_of_joined(
        customer_name=entry.customer.name,
        business=tenant.name,
        service=entry.service.name,
        place=place_of(work, entry),
        wish=wish_of(entry, tenant.locale),
        link=link,
    )


def _offered(work: Work, entry: WaitlistEntry, tenant: Tenant, link: str | None) -> Values | None:
    offer = open_offer(work, entry.id)
    if offer is None or offer.sequence != entry.sequence or offer.expires_at <= work.now:
        return None
    held = details_of(work, offer.appointment_id)
    facts = replace(
        facts_of(Mail.CONFIRMATION, held, tenant, link=None), customer_name=entry.customer.name
    )
    return values_of_offer(
        facts, answer_by=_answer_by(offer, held.location.time_zone, tenant.locale), link=link
    )


def values_of_joined(
    *,
    customer_name: str,
    business: str,
    service: str,
    place: int,
    wish: str,
    link: str | None,
) -> Values:
    """The variables of the mail that says their place in line."""
    named = {
        "customer_name": customer_name,
        "business": business,
        "service": service,
        "place": str(place),
        "wish": wish,
    }
    values = {name: Value.of(text) for name, text in named.items()}
    return {**values, "waitlist_link": _link(link, "See your place or leave the list")}


def values_of_offer(facts: Facts, *, answer_by: str, link: str | None) -> Values:
    """The variables of the mail that offers a time."""
    return {
        **values_of(facts),
        "answer_by": Value.of(answer_by),
        "waitlist_link": _link(link, "Take this time or decline it"),
    }


def wish_of(entry: WaitlistEntry, locale: str) -> str:
    """What they wait for, in words."""
    days = day_in_words(entry.from_day)
    if entry.until_day != entry.from_day:
        days = f"{days} to {day_in_words(entry.until_day)}"
    parts = [days]
    if (entry.from_minute, entry.until_minute) != (0, WHOLE_DAY):
        parts.append(f"{_time(entry.from_minute, locale)} to {_time(entry.until_minute, locale)}")
    if entry.resource is not None:
        parts.append(f"with {entry.resource.name}")
    if entry.seats > 1:
        parts.append(f"{entry.seats} seats")
    return ", ".join(parts)


def _time(minute: int, locale: str) -> str:
    if minute == WHOLE_DAY:
        return "midnight"
    hour, rest = divmod(minute, 60)
    if locale != "en-US":
        return f"{hour:02}:{rest:02}"
    return f"{(hour - 1) % 12 + 1}:{rest:02} {'AM' if hour < 12 else 'PM'}"


def _answer_by(offer: WaitlistOffer, time_zone: str, locale: str) -> str:
    until = offer.expires_at.astimezone(ZoneInfo(time_zone))
    return f"{until:%A}, {until.day} {until:%B}, {clock(until, locale)} ({time_zone})"


def _link(address: str | None, words: str) -> Value:
    if address is None:
        return Value.of(None)
    anchor = Markup('<a href="{}" style="color:#1a1b1e">{}</a>').format(address, words)
    return Value(f"{words}: {address}", anchor)
