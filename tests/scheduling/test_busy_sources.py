"""A resource is busy when a calendar kept elsewhere says so, and it is said how reading it went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.core.outbound import Fetched, Limits, Outbound, OutboundError
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.jobs.busy_times import read_busy_times
from smoothschedule.scheduling.sweeps import read_calendars
from smoothschedule.users.rules import Role
from tests.factories import Business, soon, wire
from tests.mailbox import Mailbox
from tests.web import Browser, check_problem, signed_in

URL = "https://calendars.example/secret-key/basic.ics"


class Elsewhere(Outbound):
    """The other server, as it is told to answer."""

    def __init__(self) -> None:
        super().__init__()
        self.answer: Fetched | OutboundError = Fetched(200, calendar())
        self.asked: list[tuple[str, dict[str, str]]] = []

    def get(self, url: str, limits: Limits, *, headers: Mapping[str, str] | None = None) -> Fetched:
        self.asked.append((url, dict(headers or {})))
        if isinstance(self.answer, OutboundError):
            raise self.answer
        return self.answer


def calendar(*starts: datetime, minutes: int = 60) -> bytes:
    events = [
        f"BEGIN:VEVENT\r\nUID:{at}\r\nDTSTAMP:20300101T000000Z\r\n"
        f"DTSTART:{start.astimezone(UTC):%Y%m%dT%H%M%SZ}\r\nDURATION:PT{minutes}M\r\n"
        "SUMMARY:Something private\r\nEND:VEVENT\r\n"
        for at, start in enumerate(starts)
    ]
    body = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//T//EN\r\n" + "".join(events)
    return (body + "END:VCALENDAR\r\n").encode()


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


@pytest.fixture
def elsewhere(runtime: Runtime) -> Iterator[Elsewhere]:
    """Every fetch of this process's runtime goes there."""
    there = Elsewhere()
    runtime.__dict__["outbound"] = there
    yield there
    del runtime.__dict__["outbound"]


def sources_of(business: Business) -> str:
    return f"/resources/{business.staff_id}/busy-sources"


def add(browser: Browser, business: Business, url: str = URL) -> dict[str, Any]:
    answer = browser.post(sources_of(business), {"name": "Private", "url": url})
    assert answer.status_code == 201, answer.get_data(as_text=True)
    document: dict[str, Any] = answer.json
    return document


def wish(business: Business, moment: datetime) -> dict[str, str]:
    return {
        "service_id": str(business.service_id),
        "starts_at": wire(moment),
        "customer_id": str(business.customer_id),
    }


def state(browser: Browser, business: Business) -> dict[str, Any]:
    (found,) = browser.get(sources_of(business)).json["items"]
    document: dict[str, Any] = found
    return document


def test_nobody_is_booked_where_another_calendar_is_busy(
    owner: Browser, business: Business, mailbox: Mailbox, elsewhere: Elsewhere
) -> None:
    elsewhere.answer = Fetched(200, calendar(soon(3)))
    add(owner, business)
    assert owner.post("/appointments", wish(business, soon(3))).status_code == 201
    mailbox.deliver()
    refused = owner.post("/appointments", wish(business, soon(3, minute=30)))
    check_problem(refused, 409, "outside-hours")
    slots = owner.get(
        f"/services/{business.service_id}/slots",
        query_string={"from": wire(soon(3, hour=10)), "to": wire(soon(3, hour=12))},
    ).json["items"]
    assert [slot["starts_at"] for slot in slots] == [
        wire(soon(3, hour=11)),
        wire(soon(3, hour=11, minute=30)),
    ]
    away = owner.get(
        "/working-times", query_string={"from": wire(soon(3, hour=0)), "to": wire(soon(4))}
    ).json["away"]
    assert [(a["kind"], a["label"], a["starts_at"]) for a in away] == [
        ("busy", "Private", wire(soon(3)))
    ]
    found = state(owner, business)
    assert (found["busy_ahead"], found["problem"], found["host"]) == (1, None, "calendars.example")


def test_with_what_they_are_busy_and_where_it_is_read_stays_their_secret(
    owner: Browser,
    business: Business,
    mailbox: Mailbox,
    elsewhere: Elsewhere,
    admin: psycopg.Connection,
    capfd: pytest.CaptureFixture[str],
) -> None:
    elsewhere.answer = Fetched(200, calendar(soon(3)))
    add(owner, business)
    mailbox.deliver()
    assert elsewhere.asked[0][0] == URL
    tables = ("busy_sources", "busy_times", "audit_events", "outbox_events", "jobs")
    rows = "".join(str(admin.execute(f"SELECT * FROM {table}").fetchall()) for table in tables)
    for secret in ("secret-key", "Something private"):
        assert secret not in rows
        assert secret not in owner.get(sources_of(business)).get_data(as_text=True)
        assert secret not in capfd.readouterr().out


def test_what_the_calendar_says_now_replaces_what_it_said(
    owner: Browser, business: Business, mailbox: Mailbox, elsewhere: Elsewhere
) -> None:
    elsewhere.answer = Fetched(200, calendar(soon(3), soon(4)))
    source = add(owner, business)
    mailbox.deliver()
    elsewhere.answer = Fetched(200, calendar(soon(4)))
    assert owner.post(f"/busy-sources/{source['id']}/read").status_code == 202
    mailbox.deliver()
    assert state(owner, business)["busy_ahead"] == 1
    assert owner.post("/appointments", wish(business, soon(3))).status_code == 201


def test_a_removed_calendar_frees_its_times(
    owner: Browser, business: Business, mailbox: Mailbox, elsewhere: Elsewhere
) -> None:
    elsewhere.answer = Fetched(200, calendar(soon(3)))
    source = add(owner, business)
    mailbox.deliver()
    assert owner.call("DELETE", f"/busy-sources/{source['id']}").status_code == 204
    assert owner.post("/appointments", wish(business, soon(3))).status_code == 201
    assert owner.get(sources_of(business)).json["items"] == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Fetched(404, b""), "does not hand the calendar out"),
        (Fetched(200, b"<html>"), "no calendar in the iCalendar format"),
        (OutboundError("private"), "private network"),
        (OutboundError("slow"), "took too long"),
        (OutboundError("large"), "too large"),
    ],
)
def test_a_failed_reading_is_said_in_words_and_changes_nothing(
    owner: Browser,
    business: Business,
    mailbox: Mailbox,
    elsewhere: Elsewhere,
    admin: psycopg.Connection,
    answer: Any,
    words: str,
) -> None:
    elsewhere.answer = Fetched(200, calendar(soon(3)))
    source = add(owner, business)
    mailbox.deliver()
    elsewhere.answer = answer
    for _ in range(3):
        owner.post(f"/busy-sources/{source['id']}/read")
        mailbox.deliver()
    found = state(owner, business)
    assert words in found["problem"]
    assert found["busy_ahead"] == 1
    check_problem(owner.post("/appointments", wish(business, soon(3))), 409, "outside-hours")
    (wait,) = admin.execute("SELECT next_check_at - checked_at FROM busy_sources").fetchone() or ()
    assert wait == timedelta(minutes=60)  # 15, 30, 60: later and later
    elsewhere.answer = Fetched(200, calendar())
    owner.post(f"/busy-sources/{source['id']}/read")
    mailbox.deliver()
    assert state(owner, business)["problem"] is None


def test_the_clock_has_calendars_read_and_asks_only_for_news(
    owner: Browser,
    business: Business,
    runtime: Runtime,
    mailbox: Mailbox,
    elsewhere: Elsewhere,
    admin: psycopg.Connection,
) -> None:
    modified = {"etag": '"v1"', "last-modified": "Mon, 03 Mar 2031 09:00:00 GMT"}
    elsewhere.answer = Fetched(200, calendar(soon(3)), modified)
    add(owner, business)
    mailbox.deliver()
    assert read_calendars(runtime) == 0
    admin.execute("UPDATE busy_sources SET next_check_at = now()")
    elsewhere.answer = Fetched(304, b"")
    assert read_calendars(runtime) == 1
    mailbox.relay.resend_lost_jobs()
    mailbox.deliver()
    asked = elsewhere.asked[-1][1]
    assert asked["If-None-Match"] == '"v1"'
    assert asked["If-Modified-Since"] == modified["last-modified"]
    assert state(owner, business)["busy_ahead"] == 1
    # Once a day the whole file: repetitions are followed a year ahead from then on.
    admin.execute("UPDATE busy_sources SET read_at = now() - interval '25 hours'")
    read_busy_times(runtime, business.id, source_id=state(owner, business)["id"])
    assert "If-None-Match" not in elsewhere.asked[-1][1]


def test_the_same_again_is_no_news_to_anybody(
    owner: Browser,
    business: Business,
    runtime: Runtime,
    mailbox: Mailbox,
    elsewhere: Elsewhere,
    admin: psycopg.Connection,
) -> None:
    elsewhere.answer = Fetched(200, calendar(soon(3)))
    source = add(owner, business)
    mailbox.deliver()
    query = "SELECT count(*) FROM audit_events WHERE tag = 'busy_source.times_read'"
    for _ in range(3):
        read_busy_times(runtime, business.id, source_id=source["id"])
    assert admin.execute(query).fetchone() == (1,)


def test_two_calendars_of_one_resource_do_not_undo_each_other(
    owner: Browser, business: Business, mailbox: Mailbox, elsewhere: Elsewhere, runtime: Runtime
) -> None:
    elsewhere.answer = Fetched(200, calendar(soon(3)))
    first = add(owner, business)
    mailbox.deliver()
    elsewhere.answer = Fetched(200, calendar(soon(5)))
    add(owner, business, url=f"{URL}?other")
    mailbox.deliver()
    elsewhere.answer = Fetched(200, calendar())
    read_busy_times(runtime, business.id, source_id=first["id"])
    statuses = [
        owner.post("/appointments", wish(business, soon(day))).status_code for day in (3, 5)
    ]
    assert statuses == [201, 409]


@pytest.mark.parametrize(
    "url", ["ftp://x.example/a.ics", "https://user:pass@x.example/", "not an address", "https://"]
)
def test_what_is_no_address_is_said_beside_the_field(
    owner: Browser, business: Business, url: str
) -> None:
    answer = owner.post(sources_of(business), {"name": "Private", "url": url})
    document = check_problem(answer, 422, "no-such-address")
    assert document["errors"]["json"]["url"]


def test_webcal_is_read_as_https(
    owner: Browser, business: Business, mailbox: Mailbox, elsewhere: Elsewhere
) -> None:
    add(owner, business, url=URL.replace("https:", "webcal:"))
    mailbox.deliver()
    assert elsewhere.asked[0][0] == URL


def test_five_calendars_are_enough(
    owner: Browser, business: Business, mailbox: Mailbox, elsewhere: Elsewhere
) -> None:
    for at in range(5):
        add(owner, business, url=f"{URL}?{at}")
    answer = owner.post(sources_of(business), {"name": "Sixth", "url": URL})
    check_problem(answer, 409, "too-many-calendars")


def test_staff_add_calendars_to_their_own_where_they_may_take_time_off(
    app: App, owner: Browser, business: Business, elsewhere: Elsewhere
) -> None:
    staff = signed_in(app, business, business.people[Role.TENANT_STAFF])
    body = {"name": "Private", "url": URL}
    check_problem(staff.post(sources_of(business), body), 403)
    opened = {"opened": {"TENANT_STAFF": ["take_time_off"]}, "customers_may_register": True}
    version = owner.get("/rights").json["version"]
    assert owner.call("PUT", "/rights", opened, version=version).status_code == 200
    assert staff.post(sources_of(business), body).status_code == 201
    room = f"/resources/{business.room_id}/busy-sources"
    check_problem(staff.post(room, body), 403)


def test_a_calendar_that_is_gone_by_then_is_not_read(
    runtime: Runtime, business: Business, elsewhere: Elsewhere
) -> None:
    read_busy_times(runtime, business.id, source_id=str(UUID(int=7)))
    assert elsewhere.asked == []


def test_an_address_sealed_under_another_key_is_asked_for_anew(
    owner: Browser,
    business: Business,
    runtime: Runtime,
    mailbox: Mailbox,
    elsewhere: Elsewhere,
) -> None:
    source = add(owner, business)
    mailbox.deliver()
    other = SimpleNamespace(
        units=runtime.units,
        outbound=elsewhere,
        settings=SimpleNamespace(secret_key="another" * 8),
    )
    read_busy_times(other, business.id, source_id=source["id"])
    assert "add the calendar again" in state(owner, business)["problem"]
