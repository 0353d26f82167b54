"""Calendars follow what becomes of an appointment, and nobody hears of what is kept quiet."""

from __future__ import annotations

from email.message import EmailMessage

from icalendar import Calendar

from smoothschedule.core.api import App
from tests.factories import BASE, Business
from tests.mailbox import Mailbox, text_of
from tests.scheduling.guests import START, booked, owned
from tests.web import signed_in


def calendar_of(mail: EmailMessage) -> Calendar:
    """The calendar file in the mail: the same as a part and as an attachment."""
    (attached,) = [p for p in mail.iter_attachments() if p.get_filename() == "appointment.ics"]
    file = attached.get_content()
    (part,) = [p for p in mail.walk() if p.get_content_type() == "text/calendar"]
    assert part.get_content().encode().splitlines() == file.splitlines()
    found = Calendar.from_ical(file)
    assert isinstance(found, Calendar)
    assert part.get_param("method") == found["METHOD"]
    return found


def test_calendars_are_told_of_booking_move_and_cancellation_as_one_entry(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    booked(app, business)
    owner = signed_in(app, business)
    mailbox.deliver()
    path, version = owned(owner)
    owner.post(f"{path}/move", {"starts_at": "2031-03-03T11:00:00Z"}, version=version)
    mailbox.deliver()
    path, version = owned(owner)
    owner.post(f"{path}/cancel", {}, version=version)
    mailbox.deliver()
    files = [calendar_of(mail) for mail in mailbox.mails()]
    assert [file["METHOD"] for file in files] == ["REQUEST", "REQUEST", "CANCEL"]
    entries = [file.events[0] for file in files]
    assert {entry["UID"] for entry in entries} == {f"{path[-36:]}@{BASE}"}
    assert [entry["SEQUENCE"] for entry in entries] == [0, 1, 2]
    assert [entry["STATUS"] for entry in entries] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [f"{entry.start:%H:%M%z}" for entry in entries] == [
        "09:00+0000",
        "11:00+0000",
        "11:00+0000",
    ]
    assert entries[0]["ATTENDEE"] == "mailto:vera@guests.example"
    assert entries[0]["SUMMARY"] == "Aurora Cut, Aurora House"


def test_a_request_is_tentative_until_it_is_answered(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    booked(app, business, approval=True)
    owner = signed_in(app, business)
    mailbox.deliver()
    path, version = owned(owner)
    owner.post(f"{path}/reject", {}, version=version)
    files = [calendar_of(mail) for mail in mailbox.deliver()]
    assert [(f["METHOD"], f.events[0]["STATUS"]) for f in files] == [
        ("REQUEST", "TENTATIVE"),
        ("CANCEL", "CANCELLED"),
    ]


def test_a_series_puts_each_appointment_into_the_calendar_and_takes_it_out(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    owner = signed_in(app, business)
    guest = {"name": "Vera Visitor", "email": "vera@guests.example"}
    asked = {"service_id": str(business.service_id), "starts_at": START, "customer": guest}
    items = owner.post("/series", {**asked, "rule": "FREQ=WEEKLY;COUNT=3"}).json["items"]
    first = calendar_of(mailbox.deliver()[0])
    path = f"/appointments/{items[1]['appointment_id']}/series/cancel"
    assert owner.post(path, {"scope": "following"}, version=1).status_code == 200
    last = calendar_of(mailbox.deliver()[-1])
    assert (first["METHOD"], last["METHOD"]) == ("PUBLISH", "PUBLISH")
    assert [e["STATUS"] for e in first.events] == ["CONFIRMED"] * 3
    assert [e["STATUS"] for e in last.events] == ["CONFIRMED", "CANCELLED", "CANCELLED"]
    assert [e["UID"] for e in first.events] == [e["UID"] for e in last.events]
    assert [e["SEQUENCE"] for e in last.events] == [0, 1, 1]


SILENT = {"notify": False}


def test_nobody_is_written_to_where_the_desk_says_so(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    owner = signed_in(app, business)
    guest = {"name": "Vera Visitor", "email": "vera@guests.example"}
    asked = {"service_id": str(business.service_id), "starts_at": START, "customer": guest}
    assert owner.post("/appointments", {**asked, **SILENT}).status_code == 201
    path, version = owned(owner)
    moved = {"starts_at": "2031-03-03T11:00:00Z", **SILENT}
    assert owner.post(f"{path}/move", moved, version=version).status_code == 200
    assert owner.post(f"{path}/undo", version=version + 1).status_code == 200
    _, version = owned(owner)
    assert owner.post(f"{path}/cancel", SILENT, version=version).status_code == 200
    _, version = owned(owner)
    assert owner.post(f"{path}/restore", version=version).status_code == 200
    weekly = {**asked, "starts_at": "2031-03-04T09:00:00Z", "rule": "FREQ=WEEKLY;COUNT=2"}
    series = owner.post("/series", {**weekly, **SILENT}).json
    one = f"/appointments/{series['items'][0]['appointment_id']}/series"
    shift = {"scope": "all", "starts_at": "2031-03-04T12:00:00Z", **SILENT}
    assert owner.post(f"{one}/move", shift, version=1).status_code == 200
    assert owner.post(f"{one}/undo", version=2).status_code == 200
    assert owner.post(f"{one}/cancel", {"scope": "all", **SILENT}, version=3).status_code == 200
    assert mailbox.deliver() == []


def test_what_was_told_is_taken_back_in_writing_too(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    booked(app, business)
    owner = signed_in(app, business)
    path, version = owned(owner)
    owner.post(f"{path}/move", {"starts_at": "2031-03-03T11:00:00Z"}, version=version)
    mailbox.deliver()
    _, version = owned(owner)
    owner.post(f"{path}/undo", version=version)
    assert "10:00 to 10:30" in text_of(mailbox.deliver()[-1])


def test_two_moves_before_the_first_mail_left_are_told_once(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    booked(app, business)
    mailbox.deliver()
    owner = signed_in(app, business)
    for hour in (11, 12):
        path, version = owned(owner)
        owner.post(f"{path}/move", {"starts_at": f"2031-03-03T{hour}:00:00Z"}, version=version)
    assert len(mailbox.deliver()) == 2
