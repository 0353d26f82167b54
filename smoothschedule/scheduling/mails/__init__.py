"""Mails to guests: what each says, when, and in whose time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate
from enum import StrEnum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from smoothschedule.mail.headers import one_line
from smoothschedule.scheduling.models import Appointment, AppointmentSeries
from smoothschedule.tenants.models import Tenant

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


class Mail(StrEnum):
    """The kinds of mail about an appointment."""

    REQUEST = "request"
    CONFIRMATION = "confirmation"
    APPROVAL = "approval"
    REJECTION = "rejection"
    CHANGE = "change"
    CANCELLATION = "cancellation"

    @property
    def states(self) -> tuple[str, ...]:
        """The mail is true only while the appointment is in one of these."""
        return _STATES[self]


_STATES = {
    Mail.REQUEST: ("pending",),
    Mail.CONFIRMATION: ("confirmed",),
    Mail.APPROVAL: ("confirmed",),
    Mail.REJECTION: ("rejected",),
    Mail.CHANGE: ("pending", "confirmed"),
    Mail.CANCELLATION: ("cancelled",),
}
_SUBJECTS = {
    Mail.REQUEST: "We received your request: {what}",
    Mail.CONFIRMATION: "Your appointment: {what}",
    Mail.APPROVAL: "Your appointment is confirmed: {what}",
    Mail.REJECTION: "Your request could not be accepted: {what}",
    Mail.CHANGE: "Your appointment has a new time: {what}",
    Mail.CANCELLATION: "Your appointment was cancelled: {what}",
}
_OPENINGS = {
    Mail.REQUEST: "thank you. {place} has your request and will answer soon.",
    Mail.CONFIRMATION: "your appointment at {place} is booked.",
    Mail.APPROVAL: "{place} has confirmed your appointment.",
    Mail.REJECTION: "{place} is sorry: your request could not be accepted.",
    Mail.CHANGE: "your appointment at {place} has changed. This is how it stands now.",
    Mail.CANCELLATION: "your appointment at {place} was cancelled.",
}
_STANDING = frozenset({Mail.REQUEST, Mail.CONFIRMATION, Mail.APPROVAL, Mail.CHANGE})


def written(
    mail: Mail,
    appointment: Appointment,
    tenant: Tenant,
    *,
    link: str | None,
    host: str,
    logo: str | None = None,
) -> EmailMessage:
    """The mail as plain text and HTML, without a sender; the appointment comes with details.

    `link` manages the booking, `logo` is the address of the business's picture.
    """
    guest = appointment.customer
    if guest is None or guest.email is None:
        raise ValueError("There is nobody to write to.")
    place = one_line(tenant.name)
    values: dict[str, Any] = {
        "name": guest.name,
        "opening": _OPENINGS[mail].format(place=place),
        "facts": _facts(appointment, tenant),
        "reason": None if mail in _STANDING else appointment.cancel_reason,
        "link": link if mail in _STANDING else None,
        "place": place,
        "color": tenant.brand_color,
        "logo": logo,
    }
    message = EmailMessage()
    message["To"] = Address(one_line(guest.name), addr_spec=guest.email)
    message["Subject"] = _SUBJECTS[mail].format(what=one_line(appointment.service.name))
    message["Date"] = formatdate()
    # The same for each attempt, so that a mailbox recognises a repeat.
    message["Message-ID"] = f"<{mail.value}-{appointment.sequence}-{appointment.id}@{host}>"
    message.set_content(_templates.get_template("appointment.txt").render(values))
    message.add_alternative(
        _templates.get_template("appointment.html").render(values), subtype="html"
    )
    return message


def written_for_series(
    series: AppointmentSeries,
    coming: Sequence[Appointment],
    tenant: Tenant,
    *,
    total: int,
    host: str,
    logo: str | None = None,
) -> EmailMessage:
    """When the appointments of a series are now, without a sender; they come with details.

    `coming` are the next of the `total` that are still to come.
    """
    guest, service = series.customer, series.service
    if guest.email is None:
        raise ValueError("There is nobody to write to.")
    place = one_line(tenant.name)
    values: dict[str, Any] = {
        "name": guest.name,
        "what": service.name,
        "times": [_when(each, series.time_zone, tenant.locale) for each in coming],
        "more": total - len(coming),
        "place": place,
        "color": tenant.brand_color,
        "logo": logo,
    }
    message = EmailMessage()
    message["To"] = Address(one_line(guest.name), addr_spec=guest.email)
    message["Subject"] = f"Your appointments: {one_line(service.name)}"
    message["Date"] = formatdate()
    message["Message-ID"] = f"<series-{series.sequence}-{series.id}@{host}>"
    message.set_content(_templates.get_template("series.txt").render(values))
    message.add_alternative(_templates.get_template("series.html").render(values), subtype="html")
    return message


def _facts(appointment: Appointment, tenant: Tenant) -> list[tuple[str, str]]:
    location = appointment.location
    staff = [a.resource.name for a in appointment.allocations if a.resource.kind == "staff"]
    facts = [
        ("What", appointment.service.name),
        ("When", _when(appointment, location.time_zone, tenant.locale)),
        ("Where", ", ".join(part for part in (location.name, location.address) if part)),
        ("With", ", ".join(staff)),
    ]
    return [(label, value) for label, value in facts if value]


def _when(appointment: Appointment, time_zone: str, locale: str) -> str:
    """Both ends by the clock on the wall there, with the zone's name."""
    zone = ZoneInfo(time_zone)
    start, end = appointment.starts_at.astimezone(zone), appointment.ends_at.astimezone(zone)
    clock = "%I:%M %p" if locale == "en-US" else "%H:%M"
    day = f"{start:%A}, {start.day} {start:%B %Y}"
    return f"{day}, {_clock(start, clock)} to {_clock(end, clock)} ({time_zone})"


def _clock(moment: datetime, style: str) -> str:
    text = moment.strftime(style)
    return text.removeprefix("0") if style.startswith("%I") else text
