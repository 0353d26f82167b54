"""Calendar programs read a calendar under a private address, until it ends."""

from __future__ import annotations

import psycopg
import pytest
from icalendar import Calendar
from werkzeug.test import TestResponse

from smoothschedule.core.api import App
from smoothschedule.users.rules import Role
from tests.factories import BASE, Business, soon, wire
from tests.visiting import begin_here
from tests.web import Browser, check_problem, signed_in, visitor


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


@pytest.fixture
def staff(app: App, business: Business) -> Browser:
    return signed_in(app, business, business.people[Role.TENANT_STAFF])


@pytest.fixture
def customer(app: App, business: Business) -> Browser:
    return signed_in(app, business, business.people[Role.CUSTOMER])


def booked(owner: Browser, business: Business, *, days: int = 3) -> str:
    wish = {
        "service_id": str(business.service_id),
        "starts_at": wire(soon(days)),
        "customer_id": str(business.customer_id),
    }
    return str(owner.post("/appointments", wish).json["id"])


def path_of(made: TestResponse) -> str:
    """The new address, without its host."""
    assert made.status_code == 201, made.get_data(as_text=True)
    return "/" + str(made.json["url"]).split("/", 3)[3]


def read(app: App, business: Business, path: str, **headers: str) -> TestResponse:
    """What somebody who has the address alone gets."""
    return visitor(app, business).get(path, headers=headers)


def of_staff(business: Business) -> str:
    return f"/resources/{business.staff_id}/feeds"


def entries(answer: TestResponse) -> list[dict[str, str]]:
    calendar = Calendar.from_ical(answer.get_data())
    assert isinstance(calendar, Calendar)
    return [{k: str(event[k]) for k in ("UID", "SUMMARY", "STATUS")} for event in calendar.events]


def test_a_class_stands_once_in_the_calendar_of_whoever_gives_it(
    app: App, business: Business, owner: Browser, staff: Browser
) -> None:
    body = {
        "name": "Yoga",
        "duration_minutes": 60,
        "capacity": 6,
        "requirements": [{"kind": "staff", "resource_ids": [str(business.staff_id)]}],
    }
    wish = {"service_id": owner.post("/services", body).json["id"], "starts_at": wire(soon(3))}
    for name, size in (("Vera", 2), ("Walt", 1)):
        guest = {"customer": {"name": name}, "party_size": size}
        assert owner.post("/appointments", {**wish, **guest}).status_code == 201
    [entry] = entries(read(app, business, path_of(staff.post(of_staff(business)))))
    assert entry["SUMMARY"] == "Yoga: 3 booked"


def test_staff_read_their_calendar_in_another_program(
    app: App, business: Business, owner: Browser, staff: Browser
) -> None:
    id = booked(owner, business)
    answer = read(app, business, path_of(staff.post(of_staff(business))))
    assert answer.mimetype == "text/calendar"
    assert entries(answer) == [
        {
            "UID": f"{id}@{BASE}",
            "SUMMARY": "Aurora Customer: Aurora Cut",
            "STATUS": "CONFIRMED",
        }
    ]
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_a_customer_reads_their_own_bookings_only(
    app: App, business: Business, owner: Browser, customer: Browser
) -> None:
    booked(owner, business)
    guest = {"name": "Vera", "email": "vera@guests.example"}
    wish = {"service_id": str(business.service_id), "starts_at": wire(soon(4)), "customer": guest}
    assert owner.post("/appointments", wish).status_code == 201
    answer = read(app, business, path_of(customer.post("/my/feeds")))
    assert [entry["SUMMARY"] for entry in entries(answer)] == ["Aurora Cut, Aurora House"]
    assert "Vera" not in answer.get_data(as_text=True)


def test_what_has_not_changed_is_not_sent_again(
    app: App, business: Business, owner: Browser, staff: Browser
) -> None:
    id = booked(owner, business)
    path = path_of(staff.post(of_staff(business)))
    first = read(app, business, path)
    same = read(app, business, path, **{"If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.get_data()) == (304, b"")
    assert owner.post(f"/appointments/{id}/cancel", {}, version=1).status_code == 200
    other = read(app, business, path, **{"If-None-Match": first.headers["ETag"]})
    assert (other.status_code, entries(other)) == (200, [])


def test_a_feed_reaches_a_year_and_no_further(
    app: App, business: Business, owner: Browser, staff: Browser, admin: psycopg.Connection
) -> None:
    for days in (3, 4, 5):
        booked(owner, business, days=days)
    path = path_of(staff.post(of_staff(business)))
    assert len(entries(read(app, business, path))) == 3
    for days, id in zip((400, -40), admin.execute("SELECT id FROM appointments"), strict=False):
        shift = [f"{days} days", *id]
        admin.execute(
            "UPDATE appointments SET starts_at = now() + %s::interval,"
            " ends_at = now() + %s::interval + interval '1 hour' WHERE id = %s",
            [shift[0], *shift],
        )
    assert len(entries(read(app, business, path))) == 1


def test_a_new_link_ends_the_one_before(
    app: App, business: Business, staff: Browser, owner: Browser
) -> None:
    first = path_of(staff.post(of_staff(business)))
    others = path_of(owner.post(of_staff(business)))
    second = path_of(staff.post(of_staff(business)))
    statuses = [read(app, business, path).status_code for path in (first, second, others)]
    assert statuses == [404, 200, 200]
    assert len(owner.get(of_staff(business)).json["items"]) == 2


def test_a_link_that_was_ended_looks_like_one_that_never_was(
    app: App, business: Business, staff: Browser
) -> None:
    made = staff.post(of_staff(business))
    assert staff.call("DELETE", f"/feeds/{made.json['id']}").status_code == 204
    ended = check_problem(read(app, business, path_of(made)), 404)
    never = check_problem(read(app, business, "/api/v1/public/calendars/guess.ics"), 404)
    assert ended.keys() == never.keys()
    assert (ended["type"], ended["title"]) == (never["type"], never["title"])


def test_the_secret_is_kept_nowhere(
    app: App,
    business: Business,
    staff: Browser,
    admin: psycopg.Connection,
    capfd: pytest.CaptureFixture[str],
) -> None:
    made = staff.post(of_staff(business))
    token = path_of(made).rpartition("/")[2].removesuffix(".ics")
    read(app, business, path_of(made))
    tables = ("calendar_feeds", "audit_events", "outbox_events", "idempotency_keys")
    rows = "".join(str(admin.execute(f"SELECT * FROM {t}").fetchall()) for t in tables)
    assert token not in rows
    assert token not in capfd.readouterr().out
    assert "url" not in staff.get(of_staff(business)).json["items"][0]


@pytest.mark.parametrize("how", ["deactivated", "moved on"])
def test_whoever_may_not_see_the_calendar_any_more_reads_nothing(
    app: App, business: Business, admin: psycopg.Connection, how: str
) -> None:
    manager = business.people[Role.TENANT_MANAGER]
    path = path_of(signed_in(app, business, manager).post(of_staff(business)))
    assert read(app, business, path).status_code == 200
    change = "is_active = false" if how == "deactivated" else "role = 'TENANT_STAFF'"
    admin.execute(f"UPDATE users SET {change} WHERE id = %s", [manager.id])
    assert read(app, business, path).status_code == 404


def test_staff_make_no_link_to_a_colleagues_calendar(
    app: App, business: Business, staff: Browser
) -> None:
    path = f"/resources/{business.room_id}/feeds"
    check_problem(staff.post(path), 403)
    check_problem(staff.get(path), 403)


def test_nobody_makes_a_lasting_link_in_somebodys_place(
    app: App, business: Business, owner: Browser
) -> None:
    staff = business.people[Role.TENANT_STAFF]
    begun = begin_here(owner, staff)
    check_problem(begun.post(of_staff(business)), 403, "not-while-visiting")


def test_a_customer_ends_no_link_of_the_team(
    business: Business, staff: Browser, customer: Browser
) -> None:
    made = staff.post(of_staff(business))
    check_problem(customer.call("DELETE", f"/feeds/{made.json['id']}"), 403)
    own = customer.post("/my/feeds")
    check_problem(staff.call("DELETE", f"/feeds/{own.json['id']}"), 404)


def test_a_visitor_makes_none(app: App, business: Business) -> None:
    check_problem(visitor(app, business).post("/my/feeds"), 401)
    check_problem(visitor(app, business).post(of_staff(business)), 401)
