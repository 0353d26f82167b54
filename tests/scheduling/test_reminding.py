"""Guests are reminded once for each start, by the scheduler or by cron, and not in the night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.scheduler import remind_guests
from smoothschedule.scheduling.operations.reminding import Reminded, remind
from smoothschedule.scheduling.sweeps import send_reminders
from tests.factories import Business, soon, wire
from tests.mailbox import Mailbox, text_of
from tests.web import Browser, check_problem, signed_in, visitor

NOON = soon(5, hour=12)
DAY = timedelta(days=1)


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


@pytest.fixture
def booked(owner: Browser, business: Business, mailbox: Mailbox) -> str:
    """The path of an appointment at NOON whose confirmation has been read."""
    guest = {"name": "Vera Visitor", "email": "vera@guests.example"}
    wish = {"service_id": str(business.service_id), "starts_at": wire(NOON), "customer": guest}
    path = f"/appointments/{owner.post('/appointments', wish).json['id']}"
    mailbox.deliver()
    return path


def look(runtime: Runtime, business: Business, now: datetime, **options: Any) -> Reminded:
    """The business is looked at, at that time."""
    with runtime.units.tenant(business.id, now=now) as work:
        return remind(work, **options)


def reminders(mailbox: Mailbox) -> list[str]:
    """The subjects of the reminders sent so far; the relay sends what the sweep planned."""
    mailbox.relay.resend_lost_jobs()
    return [m["Subject"] for m in mailbox.deliver() if "Reminder" in m["Subject"]]


def set_leads(owner: Browser, business: Business, *minutes: int) -> None:
    path = f"/services/{business.service_id}"
    version = owner.get(path).json["version"]
    answer = owner.patch(path, {"reminder_minutes": list(minutes)}, version=version)
    assert answer.json["reminder_minutes"] == sorted(minutes, reverse=True)


def test_a_guest_is_reminded_a_day_before_and_not_again(
    runtime: Runtime,
    business: Business,
    mailbox: Mailbox,
    admin: psycopg.Connection,
    booked: str,
) -> None:
    look(runtime, business, NOON - 2 * DAY)
    assert reminders(mailbox) == []
    for late in (0, 1, 60):
        look(runtime, business, NOON - DAY + timedelta(minutes=late))
    (subject,) = reminders(mailbox)
    assert subject.startswith("Reminder: Aurora Cut, ")
    text = text_of(mailbox.mails()[-1])
    assert "we look forward to seeing you at Aurora House." in text
    assert "/b/" in text


def test_each_of_several_reminders_is_sent(
    owner: Browser,
    runtime: Runtime,
    business: Business,
    mailbox: Mailbox,
    admin: psycopg.Connection,
    booked: str,
) -> None:
    look(runtime, business, NOON - 3 * DAY)
    set_leads(owner, business, 120, 2880, 1440)
    admin.execute("UPDATE appointments SET created_at = created_at - interval '9 days'")
    for ahead in (2 * DAY, DAY, timedelta(hours=2), timedelta(hours=1)):
        look(runtime, business, NOON - ahead)
        admin.execute(
            "UPDATE appointment_mails SET created_at = %s WHERE created_at > now() - interval '1h'",
            [NOON - ahead],
        )
    assert len(reminders(mailbox)) == 3


def test_the_scheduler_and_cron_at_once_remind_once(
    runtime: Runtime,
    business: Business,
    mailbox: Mailbox,
    admin: psycopg.Connection,
    booked: str,
) -> None:
    now = NOON - DAY
    with (
        runtime.units.tenant(business.id, now=now) as one,
        runtime.units.tenant(business.id, now=now) as other,
    ):
        assert remind(one).queued == 1
        assert remind(other).was_busy
    assert look(runtime, business, now).queued == 0
    admin.execute("UPDATE appointments SET reminders_planned_for = NULL")
    admin.execute("UPDATE appointment_mails SET created_at = now() - interval '30 days'")
    assert look(runtime, business, now).queued == 0  # the unique key remembers
    assert len(reminders(mailbox)) == 1


@pytest.mark.parametrize("act", ["cancel", "move"])
def test_what_is_off_or_elsewhere_by_then_is_not_reminded_of(
    owner: Browser,
    runtime: Runtime,
    business: Business,
    mailbox: Mailbox,
    admin: psycopg.Connection,
    booked: str,
    act: str,
) -> None:
    look(runtime, business, NOON - DAY)  # queued, and then:
    body = {"starts_at": wire(NOON + 2 * DAY)} if act == "move" else {}
    assert owner.post(f"{booked}/{act}", body, version=1).status_code == 200
    assert reminders(mailbox) == []
    states = admin.execute("SELECT state, failure FROM appointment_mails WHERE kind = 'reminder'")
    assert states.fetchall() == [("dropped", "outdated")]
    look(runtime, business, NOON + DAY)
    assert len(reminders(mailbox)) == (1 if act == "move" else 0)


def test_a_request_that_waits_is_not_reminded_of(
    app: App, runtime: Runtime, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    browser = visitor(app, business)
    wish = {"service_id": str(business.approval_service_id), "starts_at": wire(NOON)}
    held = browser.post("/public/holds", wish).json["token"]
    person = {"name": "Vera", "email": "vera@guests.example"}
    assert browser.post("/public/bookings", {"hold_token": held, **person}).status_code == 201
    assert look(runtime, business, NOON - DAY).looked_at == 0


def test_quiet_hours_are_those_where_the_guest_is(
    app: App, runtime: Runtime, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    browser = visitor(app, business)
    wish = {"service_id": str(business.service_id), "starts_at": wire(NOON)}
    held = browser.post("/public/holds", wish).json["token"]
    person = {"name": "Noa", "email": "noa@guests.example", "time_zone": "Pacific/Auckland"}
    assert browser.post("/public/bookings", {"hold_token": held, **person}).status_code == 201
    assert look(runtime, business, NOON - DAY).queued == 0  # one in the morning there
    (planned,) = admin.execute("SELECT next_reminder_at FROM appointments").fetchone() or ()
    assert planned.astimezone(UTC).hour in (19, 20)  # eight o'clock there
    assert look(runtime, business, planned).queued == 1


def test_a_guest_who_is_elsewhere_after_all_is_reminded_when_it_is_day_there(
    owner: Browser, runtime: Runtime, business: Business, booked: str
) -> None:
    at = NOON - DAY + timedelta(hours=1)  # two in the morning in Auckland
    (vera,) = owner.get("/customers", query_string={"q": "vera@"}).json["items"]
    path = f"/customers/{vera['id']}"
    away = owner.patch(path, {"time_zone": "Pacific/Auckland"}, version=vera["version"])
    assert look(runtime, business, at).queued == 0
    assert owner.patch(path, {"time_zone": None}, version=away.json["version"]).status_code == 200
    assert look(runtime, business, at).queued == 1


def test_a_zone_nobody_knows_is_no_reason_to_refuse_a_booking(
    app: App, business: Business, admin: psycopg.Connection
) -> None:
    browser = visitor(app, business)
    wish = {"service_id": str(business.service_id), "starts_at": wire(NOON)}
    held = browser.post("/public/holds", wish).json["token"]
    person = {"name": "Noa", "email": "noa@guests.example", "time_zone": "Mars/Olympus"}
    assert browser.post("/public/bookings", {"hold_token": held, **person}).status_code == 201
    assert admin.execute("SELECT time_zone FROM customers WHERE name = 'Noa'").fetchone() == (None,)


def test_other_leads_and_other_quiet_hours_are_worked_out_anew(
    owner: Browser,
    runtime: Runtime,
    business: Business,
    mailbox: Mailbox,
    admin: psycopg.Connection,
    booked: str,
) -> None:
    query = "SELECT reminders_planned_for, next_reminder_at FROM appointments"
    look(runtime, business, NOON - 3 * DAY)
    assert admin.execute(query).fetchone() == (NOON, NOON - DAY)
    set_leads(owner, business, 120)
    assert admin.execute(query).fetchone() == (None, NOON - DAY)
    look(runtime, business, NOON - 3 * DAY)
    assert admin.execute(query).fetchone() == (NOON, NOON - timedelta(hours=2))
    version = owner.get("/tenant").json["version"]
    quiet = {"quiet_from_minute": 600, "quiet_until_minute": 601}
    assert owner.patch("/tenant", quiet, version=version).status_code == 200
    mailbox.deliver()
    assert admin.execute(query).fetchone() == (None, NOON - timedelta(hours=2))


def test_looking_changes_no_version(
    owner: Browser, runtime: Runtime, business: Business, booked: str
) -> None:
    look(runtime, business, NOON - DAY)
    assert owner.get(booked).json["version"] == 1


def test_nobody_is_reminded_by_a_business_that_is_closed(
    runtime: Runtime, business: Business, admin: psycopg.Connection, booked: str
) -> None:
    admin.execute("UPDATE tenants SET status = 'suspended'")
    assert look(runtime, business, NOON - DAY) == Reminded()


def test_a_dry_run_counts_and_writes_nothing(
    app: App, runtime: Runtime, admin: psycopg.Connection, booked: str, mailbox: Mailbox
) -> None:
    _make_due(admin)
    before = admin.execute("SELECT * FROM appointments").fetchall()
    result = app.test_cli_runner().invoke(args=["task", "reminders", "--dry-run"])
    assert result.exit_code == 0
    assert result.output == "reminders: 1 to look at, nothing was done\n"
    assert admin.execute("SELECT * FROM appointments").fetchall() == before
    real = app.test_cli_runner().invoke(args=["task", "reminders"])
    assert real.output.startswith("reminders: 1 mails in ")
    again = app.test_cli_runner().invoke(args=["task", "reminders"])
    assert again.output.startswith("reminders: 0 mails in ")
    assert len(reminders(mailbox)) == 1
    assert remind_guests(runtime) == 0


def test_one_business_in_trouble_stops_no_other_and_is_told(
    app: App, runtime: Runtime, admin: psycopg.Connection, booked: str
) -> None:
    _make_due(admin)
    admin.execute("ALTER TABLE appointment_mails ADD CONSTRAINT trouble CHECK (kind <> 'reminder')")
    try:
        result = app.test_cli_runner().invoke(args=["task", "reminders"])
    finally:
        admin.execute("ALTER TABLE appointment_mails DROP CONSTRAINT trouble")
    assert result.exit_code == 1
    assert result.output.endswith("0 queued, 1 businesses failed\n")
    assert send_reminders(runtime).queued == 1


@pytest.mark.parametrize(
    "leads", [[14], [43_201], [60, 120, 180, 240, 300, 360], ["an hour"], [60.5], None]
)
def test_leads_that_make_no_sense_are_refused(
    owner: Browser, business: Business, leads: Any
) -> None:
    path = f"/services/{business.service_id}"
    check_problem(owner.patch(path, {"reminder_minutes": leads}, version=1), 422)


def test_the_desk_sees_what_became_of_each_mail(
    owner: Browser, runtime: Runtime, business: Business, mailbox: Mailbox, booked: str
) -> None:
    look(runtime, business, NOON - DAY)
    items = owner.get(f"{booked}/mails").json["items"]
    assert [(item["kind"], item["state"]) for item in items] == [
        ("reminder", "queued"),
        ("confirmation", "sent"),
    ]
    assert items[1]["ended_at"] is not None
    assert items[1]["problem"] is None


def _make_due(admin: psycopg.Connection) -> None:
    """As if the appointment had been booked long ago and were tomorrow; no hour is quiet."""
    admin.execute("UPDATE tenants SET quiet_from_minute = 0, quiet_until_minute = 0")
    admin.execute(
        "UPDATE appointments SET created_at = now() - interval '9 days',"
        " starts_at = now() + interval '23 hours', ends_at = now() + interval '24 hours'"
    )
