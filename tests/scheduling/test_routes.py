"""Each route of scheduling: allowed, forbidden, not signed in, stranger tenant, malformed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest
from werkzeug.test import TestResponse

from smoothschedule.core.api import App
from smoothschedule.users.rules import Role
from tests.factories import Business, soon, wire
from tests.scheduling.things import Things
from tests.web import Browser, check_problem, signed_in, visitor


@dataclass(frozen=True, slots=True)
class Route:
    """A signed-in route: `{name}` in path and body stands for that id of the business."""

    method: str
    path: str
    body: dict[str, Any] | None = None
    status: int = 200
    who: Role = Role.TENANT_OWNER
    stranger: Role = Role.CUSTOMER
    query: dict[str, str] = field(default_factory=dict)
    bad: dict[str, Any] | None = None

    @property
    def is_of_one_thing(self) -> bool:
        return "{" in self.path

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


RANGE = {"from": wire(soon(1)), "to": wire(soon(4))}
BACKWARDS = {"from": RANGE["to"], "to": RANGE["from"]}
START = wire(soon(3))
HOURS = [{"weekday": 0, "opens": "09:00", "closes": "24:00"}]
WISH = {
    "service_id": "{service}",
    "starts_at": wire(soon(9)),
    "rule": "FREQ=WEEKLY;COUNT=3",
}
ZONE = {"time_zone": "Europe/Paris"}
HOLIDAY = {"name": "Christmas", "starts_on": "2026-12-25", "ends_on": "2026-12-26"}
ROUTES = [
    Route("GET", "/locations"),
    Route("POST", "/locations", {"name": "Mill", **ZONE}, 201, bad={"name": "", **ZONE}),
    Route("GET", "/locations/{location}"),
    Route("PATCH", "/locations/{location}", {"name": "Mill"}, bad={"time_zone": "Mars/Base"}),
    Route("GET", "/resources", query={"kind": "staff"}),
    Route(
        "POST",
        "/resources",
        {"kind": "room", "name": "Two", "location_id": "{location}"},
        201,
        bad={"kind": "ship", "name": "Two", "location_id": "{location}"},
    ),
    Route("GET", "/resources/{staff}"),
    Route("PATCH", "/resources/{staff}", {"color": "#AABBCC"}, bad={"capacity": 2}),
    Route(
        "PUT",
        "/resources/{staff}/hours",
        {"hours": HOURS},
        bad={"hours": [*HOURS, {"weekday": 0, "opens": "23:00", "closes": "23:30"}]},
    ),
    Route("GET", "/working-times", query=RANGE),
    Route("GET", "/affected-appointments", query={**RANGE, "location_id": "{location}"}),
    Route("GET", "/resources/{staff}/overrides", query={"from_day": "2026-01-01"}),
    Route(
        "PUT",
        "/resources/{staff}/overrides",
        {"on_day": "2026-12-24", "windows": [{"opens": "09:00", "closes": "12:00"}]},
        bad={"on_day": "2026-02-29", "windows": []},
    ),
    Route("GET", "/time-off", query={"from": START}),
    Route(
        "POST",
        "/time-off",
        {"resource_id": "{staff}", "starts_at": START, "ends_at": RANGE["to"], "reason": "ill"},
        201,
        stranger=Role.TENANT_STAFF,
        bad={"resource_id": "{staff}", "starts_at": START, "ends_at": START},
    ),
    Route("GET", "/closures", query={"location_id": "{location}"}),
    Route(
        "POST",
        "/closures",
        {**HOLIDAY, "location_id": "{location}", "repeats_yearly": True},
        201,
        stranger=Role.TENANT_STAFF,
        bad={**HOLIDAY, "location_id": "{location}", "ends_on": "2026-12-24"},
    ),
    Route("GET", "/services"),
    Route(
        "POST",
        "/services",
        {
            "name": "Trim",
            "duration_minutes": 20,
            "requirements": [{"kind": "staff", "resource_ids": ["{staff}"]}],
        },
        201,
        bad={"name": "Trim", "duration_minutes": 0, "requirements": []},
    ),
    Route("GET", "/services/{service}"),
    Route("PATCH", "/services/{service}", {"price_minor": 100}, bad={"price_minor": "cheap"}),
    Route("GET", "/services/{service}/slots", query=RANGE),
    Route("GET", "/customers", query={"q": "a"}),
    Route("POST", "/customers", {"name": "New Here"}, 201, bad={"name": "X", "email": "nope"}),
    Route("GET", "/customers", query={"tag": "vip", "status": "blocked"}),
    Route("GET", "/customers/tags"),
    Route("GET", "/customers/{customer}"),
    Route("GET", "/customers/{customer}/figures"),
    Route("PATCH", "/customers/{customer}", {"notes": "kind"}, bad={"nickname": "Al"}),
    Route("PATCH", "/customers/{customer}", {"status": "blocked"}, bad={"status": "banned"}),
    Route("PATCH", "/customers/{customer}", {"tags": ["vip"]}, bad={"tags": ["a, b"]}),
    Route("GET", "/calendar", query=RANGE),
    Route("GET", "/appointments", query={"state": "confirmed"}),
    Route(
        "POST",
        "/appointments",
        {"service_id": "{service}", "starts_at": START, "customer_id": "{customer}"},
        201,
        bad={"service_id": "{service}", "starts_at": START},
    ),
    Route("GET", "/appointments/{appointment}"),
    Route("PATCH", "/appointments/{appointment}", {"notes": "late"}, bad={"state": "confirmed"}),
    Route(
        "POST",
        "/appointments/{appointment}/move",
        {"starts_at": START},
        bad={"starts_at": "tomorrow"},
    ),
    Route("POST", "/appointments/{appointment}/cancel", {"reason": "ill"}, bad={"why": "ill"}),
    Route(
        "POST",
        "/appointments/swap",
        {"appointments": [{"id": "{appointment}", "version": 1}, {"id": "{later}", "version": 1}]},
        bad={"appointments": [{"id": "{appointment}", "version": 1}] * 2},
    ),
    *(Route("POST", f"/appointments/{{near}}/{act}") for act in ("check-in", "start", "complete")),
    Route("POST", "/appointments/{begun}/no-show"),
    Route("POST", "/appointments/{here}/reopen"),
    Route("POST", "/appointments/{cancelled}/restore"),
    Route("POST", "/appointments/{here}/undo"),
    Route("POST", "/series/preview", WISH, bad={**WISH, "rule": "SOMETIMES"}),
    Route("POST", "/series", {**WISH, "customer_id": "{customer}"}, 201, bad=WISH),
    Route("GET", "/appointments/{repeated}/series"),
    *(
        Route(
            "POST",
            f"/appointments/{{repeated}}/series/{act}",
            {"scope": "all", "starts_at": wire(soon(21, hour=13))},
            bad={"scope": "some", "starts_at": START},
        )
        for act in ("preview-move", "move")
    ),
    Route(
        "POST",
        "/appointments/{repeated}/series/cancel",
        {"scope": "following", "reason": "moved away"},
        bad={"scope": "this"},
    ),
    Route("POST", "/appointments/{shifted}/series/undo"),
    Route("POST", "/appointments/{request}/approve"),
    Route("POST", "/appointments/{request}/reject", {}, bad={"reason": 3}),
    Route("GET", "/my/appointments", who=Role.CUSTOMER, stranger=Role.TENANT_STAFF),
    Route(
        "GET",
        "/my/appointments/{appointment}/slots",
        query=RANGE,
        who=Role.CUSTOMER,
        stranger=Role.TENANT_OWNER,
    ),
    Route(
        "POST",
        "/my/appointments/{appointment}/move",
        {"starts_at": wire(soon(4, hour=14)), "reason": "a meeting"},
        who=Role.CUSTOMER,
        stranger=Role.TENANT_OWNER,
        bad={"starts_at": "later"},
    ),
    Route(
        "POST",
        "/my/appointments/{appointment}/cancel",
        {},
        who=Role.CUSTOMER,
        stranger=Role.TENANT_OWNER,
        bad={"reason": "x" * 501},
    ),
]
OF_ONE_THING = [route for route in ROUTES if route.is_of_one_thing]
WITH_BODY = [route for route in ROUTES if route.bad]
WITH_VERSION = [route for route in OF_ONE_THING if route.method != "GET"]


def named(route: Route) -> str:
    return str(route)


@pytest.fixture
def ids(app: App, business: Business, admin: psycopg.Connection) -> Things:
    """Everything that the routes speak of, by name."""
    return Things(app, business, admin)


def filled(value: Any, ids: Things) -> Any:
    """The value with the ids in place of their names."""
    if isinstance(value, dict):
        return {key: filled(each, ids) for key, each in value.items()}
    if isinstance(value, list):
        return [filled(each, ids) for each in value]
    return value.format_map(ids) if isinstance(value, str) and "{" in value else value


#: These were changed once before the call.
SECOND = ("{request}", "{here}", "{cancelled}", "{shifted}")


def call(browser: Browser, route: Route, ids: Things, **more: Any) -> TestResponse:
    """The route was called with a valid body, unless another is given."""
    body = filled(more.pop("body", route.body), ids)
    is_second = any(name in route.path for name in SECOND)
    version = more.pop("version", 2 if is_second else 1)
    if "{customer}" in route.path or route.path.startswith("/resources/{staff}"):
        version = 2
    query = filled(more.pop("query", route.query), ids)
    return browser.call(
        route.method, filled(route.path, ids), body, version=version, query_string=query
    )


@pytest.mark.parametrize("route", ROUTES, ids=named)
def test_whoever_may_is_answered(app: App, business: Business, ids: Things, route: Route) -> None:
    answer = call(signed_in(app, business, business.people[route.who]), route, ids)
    assert answer.status_code == route.status, answer.get_data(as_text=True)
    assert answer.json


@pytest.mark.parametrize("route", ROUTES, ids=named)
def test_whoever_may_not_is_told_so(
    app: App, business: Business, ids: Things, route: Route
) -> None:
    browser = signed_in(app, business, business.people[route.stranger])
    check_problem(call(browser, route, ids), 403, "not-allowed")


@pytest.mark.parametrize("route", ROUTES, ids=named)
def test_nobody_is_asked_to_sign_in(
    app: App, business: Business, ids: Things, route: Route
) -> None:
    check_problem(call(visitor(app, business), route, ids), 401, "not-signed-in")


@pytest.mark.parametrize("route", OF_ONE_THING, ids=named)
def test_another_business_finds_nothing(
    app: App, business: Business, rival: Business, ids: Things, route: Route
) -> None:
    browser = signed_in(app, rival, rival.people[route.who])
    check_problem(call(browser, route, ids), 404, "not-found")


@pytest.mark.parametrize("route", WITH_BODY, ids=named)
def test_a_malformed_body_is_refused_by_field(
    app: App, business: Business, ids: Things, route: Route
) -> None:
    browser = signed_in(app, business, business.people[route.who])
    problem = check_problem(call(browser, route, ids, body=route.bad), 422, "malformed")
    assert problem["errors"]["json"]


@pytest.mark.parametrize("route", WITH_VERSION, ids=named)
def test_a_change_names_the_version_it_saw(
    app: App, business: Business, ids: Things, route: Route
) -> None:
    browser = signed_in(app, business, business.people[route.who])
    path, body = filled(route.path, ids), filled(route.body, ids)
    check_problem(browser.call(route.method, path, body), 428, "version-missing")
    check_problem(browser.call(route.method, path, body, version=9), 412, "stale")


@pytest.mark.parametrize("path", ["/calendar", "/services/{service}/slots", "/working-times"])
@pytest.mark.parametrize(
    ("query", "slug"),
    [
        (BACKWARDS, "malformed"),
        ({"from": RANGE["from"]}, "malformed"),
        ({"from": RANGE["from"], "to": wire(soon(90))}, "range-too-long"),
        ({"from": "2026-05-04T10:00:00", "to": RANGE["to"]}, "malformed"),
    ],
)
def test_a_range_has_two_ends_in_order_and_62_days(
    app: App,
    business: Business,
    ids: Things,
    path: str,
    query: dict[str, str],
    slug: str,
) -> None:
    answer = call(signed_in(app, business), Route("GET", path), ids, query=query)
    check_problem(answer, 422, slug)


def test_a_repeated_booking_is_the_same_booking(app: App, business: Business) -> None:
    owner = signed_in(app, business)
    body = {"service_id": str(business.service_id), "starts_at": START, "customer": {"name": "A"}}
    first, again = (owner.post("/appointments", body, key="one") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json
    assert first.headers["ETag"] == again.headers["ETag"]
    other = owner.post("/appointments", {**body, "notes": "x"}, key="one")
    check_problem(other, 409, "idempotency-key-reused")


def test_a_customer_does_not_read_the_team_s_notes(app: App, business: Business) -> None:
    secret = {"notes": "always late", "customer_id": str(business.customer_id)}
    body = {"service_id": str(business.service_id), "starts_at": START, **secret}
    assert signed_in(app, business).post("/appointments", body).status_code == 201
    guest = signed_in(app, business, business.people[Role.CUSTOMER])
    answer = guest.get("/my/appointments")
    assert len(answer.json["items"]) == 1
    assert "always late" not in answer.get_data(as_text=True)


def test_foreign_ids_in_a_body_are_not_found(app: App, business: Business, rival: Business) -> None:
    owner, room = signed_in(app, business), {"kind": "room", "name": "X"}
    needs = [{"kind": "staff", "resource_ids": [str(rival.staff_id)]}]
    service = {"name": "X", "duration_minutes": 30, "requirements": needs}
    booking = {"starts_at": START, "service_id": str(business.service_id)}
    for path, body in (
        ("/resources", {**room, "location_id": str(rival.location_id)}),
        ("/services", service),
        ("/appointments", {**booking, "customer_id": str(rival.customer_id)}),
        (
            "/appointments",
            {**booking, "customer": {"name": "A"}, "resource_ids": [str(rival.staff_id)]},
        ),
    ):
        check_problem(owner.post(path, body), 404, "not-found")


def test_a_requirement_names_resources_of_its_kind(app: App, business: Business) -> None:
    needs = [{"kind": "room", "resource_ids": [str(business.staff_id)]}]
    body = {"name": "X", "duration_minutes": 30, "requirements": needs}
    check_problem(signed_in(app, business).post("/services", body), 404, "not-found")


def test_the_same_customer_is_not_added_twice(app: App, business: Business) -> None:
    owner, body = signed_in(app, business), {"name": "Ann", "email": "ann@guests.example"}
    assert owner.post("/customers", body).status_code == 201
    check_problem(owner.post("/customers", body), 409, "customer-known")
