"""Guests say how they will pay, as the business asks; the team records it."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from smoothschedule.core.api import App
from tests.factories import Business, soon, wire
from tests.web import Browser, check_problem, signed_in, visitor


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


@pytest.fixture
def guest(app: App, business: Business, owner: Browser) -> Browser:
    """A visitor of a business that asks for cash or a voucher."""
    decided = {"payment_methods": ["voucher", "cash"], "payment_method_required": True}
    tenant = owner.get("/tenant").json
    saved = owner.patch("/tenant", decided, version=tenant["version"])
    assert saved.status_code == 200, saved.get_data(as_text=True)
    return visitor(app, business)


def hold(guest: Browser, business: Business) -> dict[str, Any]:
    body = {"service_id": str(business.service_id), "starts_at": wire(soon())}
    return dict(guest.post("/public/holds", body).json)


def book(guest: Browser, held: dict[str, Any], **said: Any) -> Any:
    form = {"hold_token": held["token"], "name": "Vera", "email": "vera@example.com"}
    return guest.post("/public/bookings", {**form, **said})


def test_the_hold_says_what_is_asked_and_the_booking_keeps_the_answer(
    guest: Browser, owner: Browser, business: Business
) -> None:
    held = hold(guest, business)
    assert held["payment"] == {"methods": ["cash", "voucher"], "is_required": True}
    booked = book(guest, held, payment_method="voucher").json
    assert booked["payment_method"] == "voucher"
    assert owner.get("/appointments").json["items"][0]["payment_method"] == "voucher"


@pytest.mark.parametrize("said", [{}, {"payment_method": None}, {"payment_method": "card"}])
def test_saying_nothing_or_something_else_is_refused_beside_the_field(
    guest: Browser, business: Business, said: dict[str, Any]
) -> None:
    held = hold(guest, business)
    refused = check_problem(book(guest, held, **said), 422, "payment-method-refused")
    assert "payment_method" in refused["errors"]["json"]
    assert book(guest, held, payment_method="cash").status_code == 201


def test_what_costs_nothing_is_not_asked_about(
    guest: Browser, business: Business, admin: psycopg.Connection
) -> None:
    admin.execute("UPDATE services SET price_minor = 0")
    held = hold(guest, business)
    assert held["payment"] == {"methods": [], "is_required": False}
    assert book(guest, held).json["payment_method"] is None


def test_the_team_records_what_it_saw_until_the_visit_is_completed(
    guest: Browser, owner: Browser, business: Business, admin: psycopg.Connection
) -> None:
    book(guest, hold(guest, business), payment_method="cash")
    found = owner.get("/appointments").json["items"][0]
    path = f"/appointments/{found['id']}"
    changed = owner.patch(path, {"payment_method": "card"}, version=found["version"]).json
    assert (changed["payment_method"], changed["notes"]) == ("card", found["notes"])
    admin.execute("UPDATE appointments SET state = 'completed'")
    locked = owner.patch(path, {"payment_method": None}, version=changed["version"])
    check_problem(locked, 409, "appointment-completed")


def test_guests_cannot_be_asked_to_choose_among_nothing(guest: Browser, owner: Browser) -> None:
    version = owner.get("/tenant").json["version"]
    refused = check_problem(
        owner.patch("/tenant", {"payment_methods": []}, version=version), 422, "no-payment-method"
    )
    assert refused["errors"]["json"]["payment_methods"] == ["Choose at least one way to pay."]
    check_problem(owner.patch("/tenant", {"payment_methods": ["gold"]}, version=version), 422)
