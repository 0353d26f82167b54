"""People of the team are mailed their day at the hour they chose, where they work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg
import pytest
from sqlalchemy import update

from smoothschedule.core.api import App
from smoothschedule.core.audit_tags import Tag
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.models import Agenda
from smoothschedule.scheduling.operations.agendas import next_due, queue_due_agendas
from smoothschedule.scheduling.sweeps import send_agendas
from smoothschedule.users.rules import Role
from tests.factories import Business, soon, wire
from tests.mailbox import Mailbox, text_of
from tests.web import Browser, check_problem, signed_in

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def staff(app: App, business: Business) -> Browser:
    return signed_in(app, business, business.people[Role.TENANT_STAFF])


def sweep(
    runtime: Runtime, business: Business, mailbox: Mailbox, now: datetime
) -> tuple[int, list[str]]:
    """The sweep at that time: how many were queued, and the subjects of all agendas so far."""
    with runtime.units.tenant(business.id, now=now) as work:
        queued = queue_due_agendas(work)
    mailbox.relay.resend_lost_jobs()
    subjects = [mail["Subject"] for mail in mailbox.deliver() if "Your day" in mail["Subject"]]
    return queued, subjects


def test_the_day_comes_once_at_its_hour(
    app: App, business: Business, staff: Browser, runtime: Runtime, mailbox: Mailbox
) -> None:
    owner = signed_in(app, business)
    for hour in (12, 9):
        wish = {
            "service_id": str(business.service_id),
            "starts_at": wire(soon(2, hour=hour)),
            "customer_id": str(business.customer_id),
        }
        assert owner.post("/appointments", wish).status_code == 201
    chosen = staff.call("PUT", "/agenda", {"hour": 7})
    assert chosen.json["hour"] == 7
    assert datetime.fromisoformat(chosen.json["next_at"]).astimezone(BERLIN).hour == 7
    day = soon(2).astimezone(BERLIN)
    seven = day.replace(hour=7, minute=0)
    _due_on(runtime, business, seven)
    assert sweep(runtime, business, mailbox, seven - timedelta(minutes=1)) == (0, [])
    queued, subjects = sweep(runtime, business, mailbox, seven)
    assert (queued, subjects) == (1, [f"Your day, {day:%A}, {day.day} {day:%B}: 2 appointments"])
    assert sweep(runtime, business, mailbox, seven + timedelta(hours=1))[0] == 0
    text = text_of(mailbox.to("aurora.staff@example.com")[-1])
    lines = [line for line in text.splitlines() if "Aurora Cut" in line]
    assert [line.partition(": ")[2] for line in lines] == [
        "Aurora Cut, Aurora Customer, +49 30 1234567"
    ] * 2
    assert lines == sorted(lines)
    assert "/app/my-day" in text


def test_a_free_day_brings_no_mail(
    business: Business, staff: Browser, runtime: Runtime, mailbox: Mailbox
) -> None:
    staff.call("PUT", "/agenda", {"hour": 7})
    seven = soon(2).astimezone(BERLIN).replace(hour=7, minute=0)
    _due_on(runtime, business, seven)
    assert sweep(runtime, business, mailbox, seven) == (1, [])


def test_a_day_that_is_well_under_way_is_left_out(
    business: Business,
    staff: Browser,
    runtime: Runtime,
    mailbox: Mailbox,
    admin: psycopg.Connection,
) -> None:
    staff.call("PUT", "/agenda", {"hour": 7})
    seven = soon(2).astimezone(BERLIN).replace(hour=7, minute=0)
    _due_on(runtime, business, seven)
    assert sweep(runtime, business, mailbox, seven + timedelta(hours=4))[0] == 0
    (due,) = admin.execute("SELECT due_at FROM agendas").fetchone() or ()
    assert due == (seven + timedelta(days=1)).replace(hour=7)


def test_it_ends_when_it_is_not_wanted_any_more(
    business: Business, staff: Browser, runtime: Runtime, mailbox: Mailbox
) -> None:
    staff.call("PUT", "/agenda", {"hour": 7})
    assert staff.call("PUT", "/agenda", {"hour": None}).json == {"hour": None, "next_at": None}
    assert staff.get("/agenda").json == {"hour": None, "next_at": None}
    assert sweep(runtime, business, mailbox, soon(3))[0] == 0
    assert send_agendas(runtime) == 0


def test_who_has_no_calendar_has_no_day_to_be_mailed(app: App, business: Business) -> None:
    owner = signed_in(app, business)
    check_problem(owner.call("PUT", "/agenda", {"hour": 7}), 409, "no-calendar")


@pytest.mark.parametrize("hour", [-1, 24, 7.5, "seven"])
def test_an_hour_that_no_clock_shows_is_refused(staff: Browser, hour: object) -> None:
    check_problem(staff.call("PUT", "/agenda", {"hour": hour}), 422)


def test_the_hour_keeps_to_the_wall_clock() -> None:
    before = datetime(2031, 3, 29, 12, tzinfo=UTC)  # the night of the change to summer time
    assert next_due(2, BERLIN, after=before) == datetime(2031, 3, 30, 1, tzinfo=UTC)
    assert next_due(7, BERLIN, after=before) == datetime(2031, 3, 30, 5, tzinfo=UTC)
    seven = datetime(2031, 3, 30, 5, tzinfo=UTC)
    assert next_due(7, BERLIN, after=seven) == datetime(2031, 3, 31, 5, tzinfo=UTC)


def _due_on(runtime: Runtime, business: Business, moment: datetime) -> None:
    """As if it had been chosen long before, and that day's turn had come."""
    with runtime.units.tenant(business.id) as work:
        work.record(Tag.DEMO_SEEDED)
        work.session.execute(update(Agenda).values(due_at=moment))
