"""What the guest of a booking is told of what they have to sign."""

from __future__ import annotations

import psycopg
import pytest

from smoothschedule.core.api import App
from tests.contracts.world import ask_for_contract
from tests.factories import Business, soon, wire
from tests.mailbox import Mailbox
from tests.web import Browser, check_problem, signed_in, visitor


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


def booked_by_guest(guest: Browser, business: Business) -> str:
    """The path of what a visitor has to sign for the booking that they just made."""
    wish = {"service_id": str(business.service_id), "starts_at": wire(soon(4))}
    hold = guest.post("/public/holds", wish).json["token"]
    body = {"hold_token": hold, "name": "Vera", "email": "vera@guests.example"}
    booking = guest.post("/public/bookings", body).json
    assert booking["state"] == "pending"
    return f"/public/bookings/{booking['manage_token']}/contracts"


def told(guest: Browser, path: str) -> tuple[str, bool, bool]:
    """How the one contract is, whether signing it confirms the booking, and whether one can."""
    (shown,) = guest.get(path).json["items"]
    assert shown["title"] == "Waiver"
    return shown["state"], shown["confirms"], shown["sign_url"] is not None


def test_a_visitor_waits_too_and_finds_where_to_sign_in_the_booking(
    app: App, owner: Browser, business: Business, mailbox: Mailbox
) -> None:
    ask_for_contract(owner, business, "block")
    guest = visitor(app, business)
    path = booked_by_guest(guest, business)
    assert told(guest, path) == ("preparing", True, False)
    mailbox.deliver()
    (shown,) = guest.get(path).json["items"]
    assert (shown["title"], shown["state"], shown["policy"]) == ("Waiver", "sent", "block")
    assert (shown["confirms"], shown["has_signed"]) == (True, False)
    assert shown["sign_url"].startswith(f"http://{business.host}")
    mails = [mail.as_string() for mail in mailbox.to("vera@guests.example")]
    assert any(shown["sign_url"].rpartition("/")[2] in text.replace("=\n", "") for text in mails)
    check_problem(guest.get("/public/bookings/unknown/contracts"), 404, "not-found")


def test_a_visitor_is_told_how_what_they_have_to_sign_ended(
    app: App,
    owner: Browser,
    business: Business,
    mailbox: Mailbox,
    admin: psycopg.Connection,
) -> None:
    ask_for_contract(owner, business, "block")
    guest = visitor(app, business)
    path = booked_by_guest(guest, business)
    mailbox.deliver()
    for state in ("declined", "expired"):
        admin.execute("UPDATE contracts SET state = %s", [state])
        assert told(guest, path) == (state, False, False)
    admin.execute("UPDATE contracts SET state = 'sent'")
    (contract,) = owner.get("/contracts").json["items"]
    owner.post(f"/contracts/{contract['id']}/void", {"reason": "Wrong"})
    assert told(guest, path) == ("voided", False, False)
    owner.post(f"/contracts/{contract['id']}/again")
    begun = {each["state"]: each for each in guest.get(path).json["items"]}
    assert begun["voided"]["policy"] is None
    assert begun["unsent"]["confirms"]


def test_a_visitor_is_told_that_the_business_has_to_see_to_what_could_not_be_made(
    app: App,
    owner: Browser,
    business: Business,
    mailbox: Mailbox,
    admin: psycopg.Connection,
) -> None:
    ask_for_contract(owner, business, "block")
    guest = visitor(app, business)
    admin.execute("UPDATE contract_templates SET is_archived = true")
    path = booked_by_guest(guest, business)
    mailbox.deliver()
    assert told(guest, path) == ("unsent", True, False)


def test_a_signature_confirms_nothing_that_the_team_has_to_answer_besides(
    app: App,
    owner: Browser,
    business: Business,
    mailbox: Mailbox,
    admin: psycopg.Connection,
) -> None:
    ask_for_contract(owner, business, "block")
    guest = visitor(app, business)
    admin.execute(
        "UPDATE services SET requires_approval = true WHERE id = %s", [business.service_id]
    )
    path = booked_by_guest(guest, business)
    assert told(guest, path) == ("preparing", False, False)
    mailbox.deliver()
    assert told(guest, path) == ("sent", False, True)
