"""A visitor who books at a business, and the mail that tells them."""

from __future__ import annotations

import psycopg

from smoothschedule.core.api import App
from tests.factories import Business
from tests.web import Browser, visitor

START = "2031-03-03T09:00:00Z"  # 10:00 in Berlin, where it is winter


def booked(app: App, business: Business, *, approval: bool = False, **guest: str) -> str:
    """A visitor's booking; returns the manage token."""
    browser = visitor(app, business)
    service = business.approval_service_id if approval else business.service_id
    held = browser.post("/public/holds", {"service_id": str(service), "starts_at": START})
    person = {"name": "Vera Visitor", "email": "vera@guests.example", **guest}
    answer = browser.post("/public/bookings", {"hold_token": held.json["token"], **person})
    return str(answer.json["manage_token"])


def owned(owner: Browser) -> tuple[str, int]:
    """The one appointment there is: its path and version."""
    item = owner.get("/appointments").json["items"][0]
    return f"/appointments/{item['id']}", item["version"]


def queued(admin: psycopg.Connection) -> str:
    """The id of the one mail there is."""
    (row,) = admin.execute("SELECT id FROM appointment_mails").fetchall()
    return str(row[0])


def state_of(admin: psycopg.Connection) -> tuple[str, str | None]:
    """What became of the one mail there is."""
    (row,) = admin.execute("SELECT state, failure FROM appointment_mails").fetchall()
    return row
