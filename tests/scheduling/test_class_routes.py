"""Classes over HTTP: who may keep them, and what each side sees."""

from __future__ import annotations

from typing import Any

import pytest

from smoothschedule.core.api import App
from smoothschedule.users.rules import Role
from tests.factories import Business, soon, wire
from tests.web import Browser, check_problem, signed_in, visitor

START, LATER = wire(soon(3)), wire(soon(3, hour=15))
RANGE = {"from": wire(soon(3, hour=0)), "to": wire(soon(4, hour=0))}


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


@pytest.fixture
def yoga(owner: Browser, business: Business) -> str:
    body = {
        "name": "Yoga",
        "duration_minutes": 60,
        "price_minor": 1500,
        "capacity": 4,
        "requirements": [{"kind": "staff", "resource_ids": [str(business.staff_id)]}],
    }
    return str(owner.post("/services", body).json["id"])


def booked_online(guest: Browser, service: str, name: str, **more: Any) -> Any:
    held = guest.post("/public/holds", {"service_id": service, "starts_at": START, **more})
    details = {"name": name, "email": f"{name.lower()}@guests.example"}
    return guest.post("/public/bookings", {"hold_token": held.json["token"], **details})


def test_guests_share_a_class_and_do_not_see_each_other(
    app: App, business: Business, owner: Browser, yoga: str
) -> None:
    guest = visitor(app, business)
    vera = booked_online(guest, yoga, "Vera", party_size=2)
    walt = booked_online(guest, yoga, "Walt")
    assert (vera.json["seats"], vera.json["service"]["price_minor"]) == (2, 3000)
    assert walt.json["staff_name"] == "Aurora Staff"
    assert "Vera" not in walt.get_data(as_text=True)
    [session] = owner.get("/calendar", query_string=RANGE).json["items"]
    assert session["session"] == {"capacity": 4, "seats_taken": 3}
    listed = owner.get(f"/appointments/{session['id']}/participants").json["items"]
    assert [each["customer"]["name"] for each in listed] == ["Vera", "Walt"]
    slots = guest.get(f"/public/services/{yoga}/slots", query_string=RANGE).json["items"]
    assert {slot["seats_left"] for slot in slots if slot["starts_at"] == START} == {1}


def test_a_guest_moves_and_leaves_by_their_own_link(
    app: App, business: Business, owner: Browser, yoga: str
) -> None:
    guest = visitor(app, business)
    booked_online(guest, yoga, "Walt")
    vera = booked_online(guest, yoga, "Vera").json
    path = f"/public/bookings/{vera['manage_token']}"
    moved = guest.post(f"{path}/move", {"starts_at": LATER}, version=vera["version"])
    assert (moved.status_code, moved.json["starts_at"]) == (200, LATER)
    gone = guest.post(f"{path}/cancel", {}, version=moved.json["version"])
    assert gone.json["state"] == "cancelled"
    standing = owner.get("/calendar", query_string=RANGE).json["items"]
    assert [each["starts_at"] for each in standing] == [START]


def test_the_team_schedules_fills_and_overfills_a_class(
    app: App, business: Business, owner: Browser, yoga: str
) -> None:
    opened = owner.post("/class-sessions", {"service_id": yoga, "starts_at": START})
    assert opened.status_code == 201
    path = f"/appointments/{opened.json['id']}/participants"
    ann = {"customer": {"name": "Ann"}, "party_size": 4}
    assert owner.post(path, ann).json["session_id"] == opened.json["id"]
    bob = {"customer": {"name": "Bob"}}
    check_problem(owner.post(path, bob), 409, "capacity")
    staff = signed_in(app, business, business.people[Role.TENANT_STAFF])
    check_problem(staff.post(path, {**bob, "overlap": True}), 403, "not-allowed")
    assert owner.post(path, {**bob, "overlap": True}).status_code == 201
    seen = owner.get(f"/appointments/{opened.json['id']}").json
    assert seen["session"] == {"capacity": 4, "seats_taken": 5}


def test_customers_keep_no_classes(app: App, business: Business, yoga: str) -> None:
    customer = signed_in(app, business, business.people[Role.CUSTOMER])
    body = {"service_id": yoga, "starts_at": START}
    check_problem(customer.post("/class-sessions", body), 403, "not-allowed")
    check_problem(visitor(app, business).post("/class-sessions", body), 401, "not-signed-in")


def test_only_sessions_have_participants(owner: Browser, business: Business) -> None:
    body = {"service_id": str(business.service_id), "starts_at": START}
    check_problem(owner.post("/class-sessions", body), 409, "not-a-class")
    cut = owner.post("/appointments", {**body, "customer": {"name": "Ann"}})
    path = f"/appointments/{cut.json['id']}/participants"
    check_problem(owner.get(path), 404, "not-found")
    check_problem(owner.post(path, {"customer": {"name": "Bob"}}), 404, "not-found")


@pytest.mark.parametrize("seats", [0, 501, "many"])
def test_a_party_of_no_size_is_malformed(owner: Browser, yoga: str, seats: object) -> None:
    opened = owner.post("/class-sessions", {"service_id": yoga, "starts_at": START})
    path = f"/appointments/{opened.json['id']}/participants"
    answer = owner.post(path, {"customer": {"name": "Ann"}, "party_size": seats})
    assert "party_size" in check_problem(answer, 422, "malformed")["errors"]["json"]
