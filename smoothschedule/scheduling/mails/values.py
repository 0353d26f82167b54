"""What stands in a mail in the place of its variables, as plain text and as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from smoothschedule.scheduling.models import Appointment
from smoothschedule.scheduling.rules.days import day_in_words
from smoothschedule.scheduling.rules.mails import KINDS, Mail
from smoothschedule.tenants.models import Tenant

#: So many times of a series stand in its mail; of the rest it says how many they are.
SHOWN_OF_SERIES = 20


@dataclass(frozen=True, slots=True)
class Value:
    """One variable's value; `is_block` stands for itself, not within a sentence."""

    text: str
    html: Markup
    is_block: bool = False

    @classmethod
    def of(cls, text: str | None) -> Value:
        return cls(text or "", escape(text or ""))


Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a mail about one visit tells of, in words."""

    customer_name: str
    business: str
    service: str
    when: str
    where: str
    staff: str
    reason: str | None = None
    link: str | None = None
    #: How many come, where the service is a class.
    seats: int = 1


def values_of(facts: Facts) -> Values:
    """The variables of a mail about one visit."""
    plain = {
        "customer_name": facts.customer_name,
        "business": facts.business,
        "service": facts.service,
        "when": facts.when,
        "where": facts.where,
        "staff": facts.staff,
        "reason": facts.reason,
    }
    values = {name: Value.of(text) for name, text in plain.items()}
    rows = [
        ("What", f"{facts.service}, {facts.seats} seats" if facts.seats > 1 else facts.service),
        ("When", facts.when),
        ("Where", facts.where),
        ("With", facts.staff),
    ]
    return {**values, "details": _table(rows), "manage_link": _link(facts.link)}


def facts_of(mail: Mail, appointment: Appointment, tenant: Tenant, *, link: str | None) -> Facts:
    """The facts of an appointment that comes with its details."""
    location, guest = appointment.location, appointment.customer
    staff = [a.resource.name for a in appointment.allocations if a.resource.kind == "staff"]
    stands = KINDS[mail].stands
    return Facts(
        customer_name=guest.name if guest else "",
        business=tenant.name,
        service=appointment.service.name,
        when=when(appointment, location.time_zone, tenant.locale),
        where=", ".join(part for part in (location.name, location.address) if part),
        staff=", ".join(dict.fromkeys(staff)),
        reason=None if stands else appointment.cancel_reason,
        link=link if stands else None,
        seats=appointment.seats,
    )


def values_of_series(
    coming: Sequence[str], *, customer_name: str, business: str, service: str
) -> Values:
    """The variables of a mail about a series; `coming` are all its times to come, in words."""
    named = {"customer_name": customer_name, "business": business, "service": service}
    return {**{name: Value.of(text) for name, text in named.items()}, "times": _times(coming)}


def when(appointment: Appointment, time_zone: str, locale: str) -> str:
    """Both ends by the clock on the wall there, with the zone's name."""
    zone = ZoneInfo(time_zone)
    return span(appointment.starts_at.astimezone(zone), appointment.ends_at, locale, time_zone)


def span(start: datetime, ends_at: datetime, locale: str, time_zone: str) -> str:
    """A stretch of one local day in words; `start` shows the wall clock there."""
    end = ends_at.astimezone(start.tzinfo)
    day = f"{start:%A}, {day_in_words(start)}"
    return f"{day}, {clock(start, locale)} to {clock(end, locale)} ({time_zone})"


def clock(moment: datetime, locale: str) -> str:
    """The time of day as people there write it."""
    if locale != "en-US":
        return f"{moment:%H:%M}"
    return f"{moment:%I:%M %p}".removeprefix("0")


def _table(rows: Iterable[tuple[str, str]]) -> Value:
    shown = [(label, value) for label, value in rows if value]
    text = "\n".join(f"{label}: {value}" for label, value in shown)
    cells = Markup("").join(
        Markup(
            '<tr><td style="padding:4px 16px 4px 0;color:#5c5f66;vertical-align:top">{}</td>'
            '<td style="padding:4px 0">{}</td></tr>'
        ).format(label, value)
        for label, value in shown
    )
    table = Markup(
        '<table role="presentation" cellpadding="0" cellspacing="0" style="margin:16px 0">'
        "{}</table>"
    )
    return Value(text, table.format(cells), is_block=True)


def _link(address: str | None) -> Value:
    if address is None:
        return Value.of(None)
    anchor = Markup('<a href="{}" style="color:#1a1b1e">Move or cancel this appointment</a>')
    return Value(f"Move or cancel it here: {address}", anchor.format(address))


def _times(coming: Sequence[str]) -> Value:
    if not coming:
        return Value.of(None)
    shown, more = coming[:SHOWN_OF_SERIES], len(coming) - SHOWN_OF_SERIES
    after = f"and {more} more after these." if more > 0 else ""
    items = Markup("").join(
        Markup('<li style="padding:3px 0">{}</li>').format(each) for each in shown
    )
    html = Markup('<ul style="padding-left:20px">{}</ul>').format(items)
    text = "\n".join(f"- {each}" for each in shown)
    if after:
        text, html = f"{text}\n{after}", html + Markup("<p>{}</p>").format(after)
    return Value(text, html, is_block=True)
