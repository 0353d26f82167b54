"""A calendar as calendar programs subscribe to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event, vDuration

from smoothschedule.scheduling.ical.invitations import PRODUCT

#: How often programs are asked to look again; most have a mind of their own.
REFRESHED = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One stretch of one appointment."""

    id: UUID
    segment: int
    sequence: int
    starts_at: datetime
    ends_at: datetime
    made_at: datetime
    is_certain: bool
    summary: str
    description: str
    location: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar with its name."""

    name: str
    entries: Sequence[FeedEntry]


def feed_file(feed: Feed, domain: str) -> bytes:
    """The feed as an iCalendar file: the same entries make the same bytes, so that its ETag
    tells whether anything is new."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", feed.name)
    calendar.add("refresh-interval", vDuration(REFRESHED), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESHED))
    for each in feed.entries:
        calendar.add_component(_event(each, domain))
    return calendar.to_ical()


def _event(entry: FeedEntry, domain: str) -> Event:
    event = Event()
    # The first stretch is the entry of the mails, so that no calendar shows it twice.
    part = f"-{entry.segment}" if entry.segment else ""
    event.add("uid", f"{entry.id}{part}@{domain}")
    event.add("dtstamp", entry.made_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("status", "CONFIRMED" if entry.is_certain else "TENTATIVE")
    event.add("summary", entry.summary)
    event.add("location", entry.location)
    if entry.description:
        event.add("description", entry.description)
    return event
