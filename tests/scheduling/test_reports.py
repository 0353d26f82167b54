"""Reports over HTTP: the day is the location's, sessions are nobody's, nothing counts twice."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.users.rules import Role
from tests.factories import Business, soon, wire
from tests.web import Browser, check_problem, signed_in

BERLIN = ZoneInfo("Europe/Berlin")


def day(moment: datetime) -> str:
    return moment.astimezone(BERLIN).date().isoformat()


def ask(browser: Browser, kind: str, **more: Any) -> Any:
    asked = {"kind": kind, "first": day(soon(1)), "last": day(soon(10)), **more}
    return browser.get("/reports", query_string=asked)


def seen(browser: Browser, kind: str, **more: Any) -> dict[str, Any]:
    answer = ask(browser, kind, **more)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    document: dict[str, Any] = answer.json
    return document


@pytest.fixture
def owner(app: App, business: Business, admin: psycopg.Connection) -> Browser:
    """Five appointments: one stands, one is done, one nobody came to, two were cancelled."""
    browser = signed_in(app, business)
    ids = []
    for days in (2, 2, 3, 4, 5):
        body = {
            "service_id": str(business.service_id),
            "starts_at": wire(soon(days) + timedelta(hours=len(ids))),
            "customer_id": str(business.customer_id),
        }
        answer = browser.post("/appointments", body)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        ids.append(answer.json["id"])
    for id, state in zip(ids[1:], ("completed", "no_show", "cancelled", "cancelled"), strict=True):
        if state == "cancelled":
            assert browser.post(f"/appointments/{id}/cancel", {}, version=1).status_code == 200
        else:
            with admin.transaction():
                admin.execute("UPDATE appointments SET state = %s WHERE id = %s", [state, id])
                admin.execute(
                    "UPDATE allocations SET blocking = %s WHERE appointment_id = %s",
                    [state == "completed", id],
                )
    admin.execute("UPDATE appointments SET late_fee_minor = 700 WHERE id = %s", [ids[-1]])
    admin.execute(
        "UPDATE appointments SET created_at = starts_at - interval '48 hours' WHERE id = ANY(%s)",
        [ids],
    )
    return browser


def test_what_was_booked_cancelled_missed_and_earned(owner: Browser) -> None:
    bookings = seen(owner, "bookings")
    assert bookings["whole"]["total"] == [2, 2, 40.0]
    at = bookings["buckets"].index(day(soon(2)))
    assert bookings["whole"]["values"][at] == [2, 0, 0.0]
    assert seen(owner, "no_shows")["whole"]["total"] == [1, 50.0, 700]
    assert seen(owner, "revenue")["whole"]["total"] == [2500, 2500, 700]
    assert seen(owner, "lead_time")["whole"]["total"] == [48.0, 48.0, 2]


def test_what_was_entered_after_it_began_was_not_booked_ahead(
    owner: Browser, business: Business, admin: psycopg.Connection
) -> None:
    late = "UPDATE appointments SET created_at = starts_at + interval '300 hours'"
    own = "WHERE state = 'completed' AND service_id = %s"
    admin.execute(f"{late} {own}", [business.service_id])
    assert seen(owner, "lead_time")["whole"]["total"] == [24.0, 24.0, 2]


def test_utilisation_is_booked_time_in_open_time(owner: Browser, business: Business) -> None:
    document = seen(owner, "utilisation")
    # Two half hours of ten days around the clock; an hour more or less where clocks change.
    _, booked, open_hours = document["whole"]["total"]
    assert booked == 1.0
    assert abs(open_hours - 240) <= 1
    (line,) = seen(owner, "utilisation", by="service")["lines"]
    assert (line["name"], line["total"][1:]) == (f"{business.mark} Cut", [1.0, open_hours])
    names = {
        line["name"]: line["total"][1]
        for line in seen(owner, "utilisation", by="resource")["lines"]
    }
    assert names == {business.people[Role.TENANT_STAFF].name: 1.0, f"{business.mark} Room": 0.0}


def test_lines_are_named_and_filters_hold(owner: Browser, business: Business) -> None:
    for by, name in (
        ("service", f"{business.mark} Cut"),
        ("resource", business.people[Role.TENANT_STAFF].name),
        ("location", f"{business.mark} Street"),
    ):
        (line,) = seen(owner, "bookings", by=by)["lines"]
        assert (line["name"], line["total"]) == (name, [2, 2, 40.0])
    nothing = {"service_id": str(business.approval_service_id)}
    assert seen(owner, "bookings", **nothing)["whole"]["total"] == [0, 0, None]
    for name, id in (
        ("resource_id", business.staff_id),
        ("location_id", business.location_id),
        ("service_id", business.service_id),
    ):
        assert seen(owner, "bookings", **{name: str(id)})["whole"]["total"][0] == 2


def test_a_report_is_set_beside_the_days_before(owner: Browser) -> None:
    later = {"first": day(soon(11)), "last": day(soon(20)), "compare": "previous"}
    compared = seen(owner, "bookings", **later)["compared"]
    assert (compared["first"], compared["total"][0]) == (day(soon(1)), 2)
    assert seen(owner, "bookings", compare="year")["compared"]["total"][0] == 0


def test_the_location_decides_what_day_it_is(
    owner: Browser, business: Business, admin: psycopg.Connection
) -> None:
    admin.execute(
        "UPDATE appointments SET starts_at = %s, ends_at = %s WHERE state = 'confirmed'",
        [soon(2, hour=23), soon(2, hour=23, minute=30)],
    )
    tomorrow = day(soon(2, hour=23))
    found = seen(owner, "bookings")
    assert found["whole"]["values"][found["buckets"].index(tomorrow)][0] == 1
    admin.execute("UPDATE locations SET time_zone = 'America/New_York'")
    found = seen(owner, "bookings")
    today = soon(2).date().isoformat()
    assert found["whole"]["values"][found["buckets"].index(today)][0] == 2


def test_the_same_as_a_file(owner: Browser) -> None:
    asked = {"kind": "revenue", "first": day(soon(2)), "last": day(soon(2)), "by": "service"}
    answer = owner.get("/reports.csv", query_string=asked)
    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert rows[0] == ["Line", "Period", "Earned", "Still expected", "Late fees"]
    assert rows[1][1:] == [day(soon(2)), "25.00", "25.00", "0.00"]
    assert answer.headers["X-Total-Rows"] == str(len(rows) - 1)


def test_what_makes_no_report_is_malformed_and_staff_see_none(
    owner: Browser, app: App, business: Business
) -> None:
    for wrong in (
        {"kind": "weather"},
        {"first": "2026-02-01", "last": "2026-01-01"},
        {"first": "2026-01-01", "last": "2026-12-31"},
        {"first": "0001-01-01", "last": "0001-01-02"},
    ):
        check_problem(ask(owner, **{"kind": "bookings", **wrong}), 422)
    staff = signed_in(app, business, business.people[Role.TENANT_STAFF])
    check_problem(ask(staff, "bookings"), 403)
