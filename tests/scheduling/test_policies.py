"""What a business decides takes effect with the next request."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.users.rules import Role
from tests.factories import Business, soon, wire
from tests.web import Browser, check_problem, signed_in, visitor


def decide(admin: psycopg.Connection, business: Business, **columns: Any) -> None:
    for name, value in columns.items():
        admin.execute(f"UPDATE tenants SET {name} = %s WHERE id = %s", [value, business.id])


@pytest.fixture
def guest(app: App, business: Business) -> Browser:
    return visitor(app, business)


def booked(guest: Browser, business: Business, *, days: int = 3) -> dict[str, Any]:
    """A booking of 25.00 some days ahead."""
    body = {"service_id": str(business.service_id), "starts_at": wire(soon(days))}
    held = guest.post("/public/holds", body).json
    form = {"hold_token": held["token"], "name": "Vera", "email": "vera@example.com"}
    answer = guest.post("/public/bookings", form)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return dict(answer.json)


def fees(admin: psycopg.Connection) -> list[int]:
    return [fee for (fee,) in admin.execute("SELECT late_fee_minor FROM appointments")]


def test_the_manage_page_tells_the_policy_before_the_act(
    guest: Browser, business: Business, admin: psycopg.Connection
) -> None:
    decide(admin, business, cancellation_window_hours=24, late_fee_percent=50)
    shown = booked(guest, business)
    told = shown["cancellation"]
    assert (told["window_hours"], told["fee_percent"], told["fee_now_minor"]) == (24, 50, 0)
    assert told["free_until"] == wire(soon(2))
    assert (shown["can_cancel"], shown["can_move"], shown["late_fee_minor"]) == (True, True, 0)
    decide(admin, business, cancellation_window_hours=720)
    late = guest.get(f"/public/bookings/{shown['manage_token']}").json
    assert late["cancellation"]["fee_now_minor"] == 1250
    assert (late["can_cancel"], late["can_move"]) == (True, False)


@pytest.mark.parametrize(("window", "fee"), [(24, 0), (720, 1250)])
def test_a_late_cancellation_is_recorded_with_its_fee(
    guest: Browser, business: Business, admin: psycopg.Connection, window: int, fee: int
) -> None:
    decide(admin, business, cancellation_window_hours=window, late_fee_percent=50)
    shown = booked(guest, business)
    path = f"/public/bookings/{shown['manage_token']}/cancel"
    after = guest.post(path, {}, version=shown["version"])
    assert (after.json["state"], after.json["late_fee_minor"]) == ("cancelled", fee)
    assert fees(admin) == [fee]


def test_a_late_booking_cannot_be_moved_away_from_its_fee(
    guest: Browser, business: Business, admin: psycopg.Connection
) -> None:
    decide(admin, business, cancellation_window_hours=720, late_fee_percent=50)
    shown = booked(guest, business)
    path = f"/public/bookings/{shown['manage_token']}/move"
    answer = guest.post(path, {"starts_at": wire(soon(40))}, version=shown["version"])
    check_problem(answer, 409, "too-late-to-move")
    decide(admin, business, late_fee_percent=0)
    answer = guest.post(path, {"starts_at": wire(soon(40))}, version=shown["version"])
    assert answer.status_code == 200


def test_what_the_business_calls_off_costs_the_guest_nothing(
    app: App, guest: Browser, business: Business, admin: psycopg.Connection
) -> None:
    decide(admin, business, cancellation_window_hours=720, late_fee_percent=100)
    booked(guest, business)
    owner = signed_in(app, business)
    item = owner.get("/appointments").json["items"][0]
    owner.post(f"/appointments/{item['id']}/cancel", {}, version=item["version"])
    assert fees(admin) == [0]


def test_a_customer_who_cancels_late_in_the_portal_pays_the_same(
    app: App, business: Business, admin: psycopg.Connection
) -> None:
    decide(admin, business, cancellation_window_hours=720, late_fee_percent=40)
    owner = signed_in(app, business)
    body = {
        "service_id": str(business.service_id),
        "starts_at": wire(soon()),
        "customer_id": str(business.customer_id),
    }
    made = owner.post("/appointments", body).json
    customer = signed_in(app, business, business.people[Role.CUSTOMER])
    path = f"/my/appointments/{made['id']}/cancel"
    answer = customer.post(path, {}, version=made["version"])
    assert answer.json["late_fee_minor"] == 1000
    shown = owner.get(f"/appointments/{made['id']}").json
    assert (shown["state"], shown["late_fee_minor"]) == ("cancelled", 1000)


def test_a_customer_sees_the_terms_before_the_act_and_moves_by_them(
    app: App, business: Business, admin: psycopg.Connection
) -> None:
    owner = signed_in(app, business)
    customer = signed_in(app, business, business.people[Role.CUSTOMER])
    decide(admin, business, cancellation_window_hours=48, late_fee_percent=40)
    for days in (1, 5):
        body = {
            "service_id": str(business.service_id),
            "starts_at": wire(soon(days)),
            "customer_id": str(business.customer_id),
        }
        assert owner.post("/appointments", body).status_code == 201
    free, late = customer.get("/my/appointments").json["items"]
    assert (late["can_cancel"], late["can_move"]) == (True, False)
    assert late["cancellation"]["fee_now_minor"] == 1000
    assert (free["can_move"], free["cancellation"]["fee_now_minor"]) == (True, 0)
    wanted = {"starts_at": wire(soon(6)), "reason": "a meeting"}
    refused = customer.post(f"/my/appointments/{late['id']}/move", wanted, version=1)
    check_problem(refused, 409, "too-late-to-move")
    moved = customer.post(f"/my/appointments/{free['id']}/move", wanted, version=1)
    assert moved.json["starts_at"] == wanted["starts_at"]
    (told, _) = owner.get(f"/appointments/{free['id']}/history").json["items"]
    assert told["sentence"].startswith("Aurora Customer moved the appointment of")
    assert told["sentence"].endswith(": “a meeting”")


def test_staff_move_appointments_only_where_the_business_lets_them(
    app: App, guest: Browser, business: Business, admin: psycopg.Connection
) -> None:
    booked(guest, business)
    staff = signed_in(app, business, business.people[Role.TENANT_STAFF])
    manager = signed_in(app, business, business.people[Role.TENANT_MANAGER])
    item = staff.get("/appointments").json["items"][0]
    path, body = f"/appointments/{item['id']}/move", {"starts_at": wire(soon(5))}
    decide(admin, business, staff_may_reschedule=False)
    check_problem(staff.post(path, body, version=item["version"]), 403, "managers-move")
    moved = manager.post(path, body, version=item["version"])
    assert moved.status_code == 200
    decide(admin, business, staff_may_reschedule=True)
    again = staff.post(path, {"starts_at": wire(soon(6))}, version=moved.json["version"])
    assert again.status_code == 200


def request_of(guest: Browser, app: App, business: Business) -> dict[str, Any]:
    body = {"service_id": str(business.approval_service_id), "starts_at": wire(soon())}
    held = guest.post("/public/holds", body).json
    form = {"hold_token": held["token"], "name": "Vera", "email": "vera@example.com"}
    assert guest.post("/public/bookings", form).json["state"] == "pending"
    items = signed_in(app, business).get("/appointments", query_string={"state": "pending"}).json
    return dict(items["items"][0])


@pytest.mark.parametrize("act", ["approve", "reject"])
def test_staff_answer_requests_only_where_the_business_lets_them(
    app: App, guest: Browser, business: Business, admin: psycopg.Connection, act: str
) -> None:
    item = request_of(guest, app, business)
    path = f"/appointments/{item['id']}/{act}"
    body = {} if act == "reject" else None
    staff = signed_in(app, business, business.people[Role.TENANT_STAFF])
    decide(admin, business, staff_may_approve=False)
    check_problem(staff.post(path, body, version=item["version"]), 403, "managers-approve")
    decide(admin, business, staff_may_approve=True)
    assert staff.post(path, body, version=item["version"]).status_code == 200


def test_another_zone_says_what_it_would_show_differently(
    app: App, guest: Browser, business: Business, rival: Business
) -> None:
    booked(guest, business)
    booked(visitor(app, rival), rival)
    owner = signed_in(app, business)

    def preview(zone: str) -> dict[str, Any]:
        return dict(owner.get("/tenant/zone-preview", query_string={"time_zone": zone}).json)

    assert preview("Asia/Tokyo") == {
        "time_zone": "Asia/Tokyo",
        "appointments_shown_differently": 1,
        "locations_elsewhere": 1,
    }
    # The same wall clock under another name moves nothing.
    assert preview("Europe/Paris")["appointments_shown_differently"] == 0
    assert preview("Europe/Berlin")["locations_elsewhere"] == 0
    nowhere = owner.get("/tenant/zone-preview", query_string={"time_zone": "Mars/Base"})
    check_problem(nowhere, 422, "malformed")
    staff = signed_in(app, business, business.people[Role.TENANT_STAFF])
    answer = staff.get("/tenant/zone-preview", query_string={"time_zone": "UTC"})
    check_problem(answer, 403, "not-allowed")
