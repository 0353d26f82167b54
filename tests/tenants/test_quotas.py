"""What a plan includes is kept to, also when several add at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from werkzeug.test import TestResponse

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import Business, make_business, soon, wire
from tests.web import Browser, check_problem, signed_in, visitor


@pytest.fixture
def free(runtime: Runtime) -> Business:
    """A business on the free plan: one of three staff and one of three rooms are there."""
    return make_business(runtime, "fennel", plan="free")


def add(browser: Browser, business: Business, kind: str, name: str) -> TestResponse:
    body = {"location_id": str(business.location_id), "kind": kind, "name": name}
    return browser.post("/resources", body)


@pytest.mark.parametrize(
    ("kind", "limit"), [("staff", "staff"), ("room", "resources"), ("equipment", "resources")]
)
def test_more_people_or_things_than_the_plan_includes_are_refused(
    app: App, free: Business, admin: psycopg.Connection, kind: str, limit: str
) -> None:
    owner = signed_in(app, free)
    for name in ("Two", "Three"):
        assert add(owner, free, kind, name).status_code == 201
    refused = check_problem(add(owner, free, kind, "Four"), 409, "quota-reached")
    assert (refused["limit"], refused["plan"], refused["included"]) == (limit, "free", 3)
    assert "Free plan includes 3" in refused["title"]
    admin.execute("UPDATE tenants SET plan = 'professional'")
    assert add(owner, free, kind, "Four").status_code == 201


def test_making_somebody_inactive_makes_room_and_coming_back_needs_it(
    app: App, free: Business
) -> None:
    owner = signed_in(app, free)
    added = [add(owner, free, "staff", name).json for name in ("Two", "Three")]
    path = f"/resources/{added[0]['id']}"
    assert owner.patch(path, {"is_active": False}, version=1).status_code == 200
    assert add(owner, free, "staff", "Four").status_code == 201
    check_problem(owner.patch(path, {"is_active": True}, version=2), 409, "quota-reached")
    # What is active already may be changed, and stays within the limit.
    other = f"/resources/{added[1]['id']}"
    assert owner.patch(other, {"is_active": True}, version=1).status_code == 200


def test_a_trial_includes_more_while_it_lasts(
    app: App, free: Business, admin: psycopg.Connection
) -> None:
    owner = signed_in(app, free)
    admin.execute("UPDATE tenants SET trial_ends_at = now() + interval '1 minute'")
    for name in ("Two", "Three", "Four"):
        assert add(owner, free, "room", name).status_code == 201
    admin.execute("UPDATE tenants SET trial_ends_at = now()")
    check_problem(add(owner, free, "room", "Five"), 409, "quota-reached")
    listed = owner.get("/resources", query_string={"limit": 100}).json["items"]
    assert len(listed) == 5  # nothing that was there is gone


def test_of_many_who_add_at_once_only_as_many_as_fit_do(app: App, free: Business) -> None:
    browsers = [signed_in(app, free) for _ in range(6)]

    def one(number: int) -> int:
        return add(browsers[number], free, "room", f"Room {number}").status_code

    with ThreadPoolExecutor(6) as pool:
        answers = sorted(pool.map(one, range(6)))
    assert answers == [201, 201, 409, 409, 409, 409]


def use_up(admin: psycopg.Connection, business: Business, count: int, state: str) -> None:
    """So many appointments were booked this month, each on another past day."""
    admin.execute(
        "INSERT INTO appointments (tenant_id, id, state, service_id, customer_id, location_id,"
        " starts_at, ends_at, currency) SELECT %s, gen_random_uuid(), %s, %s, %s, %s,"
        " now() - n * interval '1 day', now() - n * interval '1 day' + interval '1 hour', 'EUR'"
        " FROM generate_series(1, %s) n",
        [
            business.id,
            state,
            business.service_id,
            business.customer_id,
            business.location_id,
            count,
        ],
    )


def book(browser: Browser, business: Business, *, hour: int = 10) -> TestResponse:
    body = {
        "service_id": str(business.service_id),
        "starts_at": wire(soon(hour=hour)),
        "customer_id": str(business.customer_id),
    }
    return browser.post("/appointments", body)


def test_a_month_has_as_many_appointments_as_the_plan_includes(
    app: App, free: Business, admin: psycopg.Connection
) -> None:
    owner = signed_in(app, free)
    use_up(admin, free, 199, "completed")
    for state in ("cancelled", "rejected"):
        use_up(admin, free, 9, state)
    last = book(owner, free)
    assert last.status_code == 201
    refused = check_problem(book(owner, free, hour=12), 409, "quota-reached")
    assert (refused["limit"], refused["included"]) == ("appointments_a_month", 200)
    # Calling one off makes room, and so does the turn of the month.
    path = f"/appointments/{last.json['id']}/cancel"
    assert owner.post(path, {}, version=last.json["version"]).status_code == 200
    assert book(owner, free, hour=12).status_code == 201
    check_problem(book(owner, free, hour=14), 409, "quota-reached")
    admin.execute("UPDATE appointments SET created_at = now() - interval '40 days'")
    assert book(owner, free, hour=14).status_code == 201


def hold(browser: Browser, business: Business, *, days: int = 3) -> TestResponse:
    body = {"service_id": str(business.service_id), "starts_at": wire(soon(days))}
    return browser.post("/public/holds", body)


def test_a_visitor_hears_it_before_typing_and_nothing_of_the_plan(
    app: App, free: Business, admin: psycopg.Connection
) -> None:
    guest = visitor(app, free)
    held = hold(guest, free)
    use_up(admin, free, 200, "completed")
    form = {"hold_token": held.json["token"], "name": "Vera", "email": "vera@example.com"}
    for answer in (hold(guest, free, days=4), guest.post("/public/bookings", form)):
        refused = check_problem(answer, 409, "booking-paused")
        assert "paused" in refused["title"]
        told = answer.get_data(as_text=True).lower()
        assert not [word for word in ("plan", "limit", "quota", "200") if word in told]


def test_holds_alone_use_nothing_up(app: App, free: Business, admin: psycopg.Connection) -> None:
    use_up(admin, free, 199, "completed")
    assert hold(visitor(app, free), free).status_code == 201
    assert book(signed_in(app, free), free).status_code == 201


def test_the_plan_page_says_what_is_in_use_to_the_owner_alone(
    app: App, free: Business, rival: Business, admin: psycopg.Connection
) -> None:
    admin.execute("UPDATE tenants SET plan_price_minor = 1200, plan_currency = 'EUR'")
    use_up(admin, rival, 50, "completed")
    book(signed_in(app, free), free)
    shown = signed_in(app, free).get("/tenant/plan").json
    assert (shown["plan"], shown["title"], shown["plan_in_force"]) == ("free", "Free", "free")
    assert (shown["price_minor"], shown["currency"]) == (1200, "EUR")
    assert {use["limit"]: (use["used"], use["included"]) for use in shown["uses"]} == {
        "staff": (1, 3),
        "resources": (1, 3),
        "appointments_a_month": (1, 200),
        "contracts_a_month": (0, 10),
        "storage_bytes": (0, 100_000_000),
    }
    for role in (Role.TENANT_MANAGER, Role.TENANT_STAFF, Role.CUSTOMER):
        other = signed_in(app, free, free.people[role])
        check_problem(other.get("/tenant/plan"), 403, "not-allowed")
    check_problem(visitor(app, free).get("/tenant/plan"), 401, "not-signed-in")
