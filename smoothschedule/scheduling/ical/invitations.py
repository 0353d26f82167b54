"""The calendar file in a mail: whoever opens it has the appointment, moved or taken away again.

An appointment is known by one UID for good, and SEQUENCE counts its turns, so calendars change
the entry that is there instead of adding another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parseaddr

from icalendar import Calendar, Event, vCalAddress

from smoothschedule.scheduling.models import Appointment
from smoothschedule.scheduling.rules.mails import Invitation

PRODUCT = "-//SmoothSchedule//Scheduling//EN"
FILE = "appointment.ics"
_STATUSES = {"pending": "TENTATIVE", "cancelled": "CANCELLED", "rejected": "CANCELLED"}


@dataclass(frozen=True, slots=True)
class Organizer:
    """The business, as calendars name it; `domain` is the installation's own, for UIDs."""

    name: str
    sender: str
    domain: str


def uid(appointment: Appointment, domain: str) -> str:
    """What the appointment is called in every calendar, for good."""
    return f"{appointment.id}@{domain}"


def invitation(
    appointment: Appointment, organizer: Organizer, *, method: Invitation, now: datetime
) -> bytes:
    """The calendar file of a mail about one appointment, which comes with its details."""
    return _file([_entry(appointment, organizer, now=now)], method=method.value)


def collection(
    appointments: Iterable[Appointment], organizer: Organizer, *, now: datetime
) -> bytes:
    """The calendar file of a mail about a series: RFC 5546 lets REQUEST name one UID only, so
    this one is published, with those that are off marked so."""
    entries = [_entry(each, organizer, now=now) for each in appointments]
    return _file(entries, method="PUBLISH")


def attach(message: EmailMessage, file: bytes, *, method: str) -> None:
    """The file is in the mail twice: as what mail programs act on, and as one to open."""
    text = file.decode()
    message.add_alternative(text, subtype="calendar", params={"method": method})
    message.add_attachment(file, maintype="application", subtype="ics", filename=FILE)


def _file(entries: Iterable[Event], *, method: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for entry in entries:
        calendar.add_component(entry)
    return calendar.to_ical()


def _entry(appointment: Appointment, organizer: Organizer, *, now: datetime) -> Event:
    location, guest = appointment.location, appointment.customer
    entry = Event()
    entry.add("uid", uid(appointment, organizer.domain))
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("dtstart", appointment.starts_at.astimezone(UTC))
    entry.add("dtend", appointment.ends_at.astimezone(UTC))
    entry.add("sequence", appointment.sequence)
    entry.add("status", _STATUSES.get(appointment.state, "CONFIRMED"))
    entry.add("summary", f"{appointment.service.name}, {organizer.name}")
    entry.add("location", ", ".join(p for p in (location.name, location.address) if p))
    entry.add("organizer", _address(organizer.name, parseaddr(organizer.sender)[1]))
    if guest is not None and guest.email is not None:
        attendee = _address(guest.name, guest.email)
        attendee.params["PARTSTAT"] = "ACCEPTED"
        attendee.params["RSVP"] = "FALSE"
        entry.add("attendee", attendee)
    return entry


def _address(name: str, email: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    # A quoted parameter cannot hold quotes or control characters (RFC 5545, 3.2).
    address.params["CN"] = "".join(c for c in name if c != '"' and c.isprintable())
    return address
