"""Customers who make their own account: confirmed by mail before anything is joined."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.users.rules import Role
from tests.factories import PASSWORD, Business, soon, wire
from tests.mailbox import Mailbox, link_token, text_of
from tests.web import Browser, check_problem, signed_in, visitor

REGISTER = "/auth/registrations"
NEW = "a better staple battery"
GUEST = {"email": "vera@guests.example", "name": "Vera Visitor"}
Row = Callable[..., Any]


def accept(browser: Browser, token: str, *, name: str = "Vera Visitor") -> Any:
    body = {"token": token, "name": name, "password": NEW}
    return browser.post("/auth/invitation/accept", body)


def register(app: App, business: Business, mailbox: Mailbox, **changes: str) -> str:
    assert visitor(app, business).post(REGISTER, GUEST | changes).status_code == 202
    return link_token(mailbox.deliver()[-1])


def book(app: App, business: Business, **who: str) -> None:
    browser = visitor(app, business)
    slot = {"service_id": str(business.service_id), "starts_at": wire(soon(4))}
    hold = browser.post("/public/holds", slot).json["token"]
    answer = browser.post("/public/bookings", {"hold_token": hold, **GUEST, **who})
    assert answer.status_code == 201, answer.get_data(as_text=True)


def test_a_customer_registers_and_sees_earlier_bookings(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    book(app, business)
    browser = visitor(app, business)
    me = accept(browser, register(app, business, mailbox)).json
    assert me["user"]["role"] == Role.CUSTOMER
    browser.csrf_token = me["csrf_token"]
    (mine,) = browser.get("/my/appointments").json["items"]
    assert mine["service"]["id"] == str(business.service_id)


def test_nothing_exists_and_nothing_is_joined_before_the_link_is_followed(
    app: App, business: Business, mailbox: Mailbox, row: Row
) -> None:
    book(app, business)
    token = register(app, business, mailbox)
    query = "SELECT count(*) FROM users WHERE email = %s"
    joined = "SELECT user_id FROM customers WHERE email = %s"
    assert row(query, GUEST["email"]) == 0
    assert row(joined, GUEST["email"]) is None
    accept(visitor(app, business), token)
    assert row(query, GUEST["email"]) == 1
    assert row(joined, GUEST["email"]) is not None


def test_known_and_unknown_addresses_get_the_same_answer(app: App, business: Business) -> None:
    browser = visitor(app, business)
    answers = [
        browser.post(REGISTER, GUEST | {"email": email})
        for email in (GUEST["email"], business.people[Role.CUSTOMER].email, business.owner.email)
    ]
    assert {(answer.status_code, answer.get_data()) for answer in answers} == {
        (202, answers[0].get_data())
    }


def test_who_has_an_account_is_told_by_mail_and_keeps_it(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    owner = business.owner
    visitor(app, business).post(REGISTER, GUEST | {"email": owner.email})
    (mail,) = mailbox.deliver()
    assert mail["To"] == owner.email
    assert "already" in mail["Subject"]
    assert "token=" not in text_of(mail)
    visitor(app, business).sign_in(owner, PASSWORD)


def test_a_deactivated_person_hears_nothing_and_gets_no_second_account(
    app: App, business: Business, mailbox: Mailbox, admin: psycopg.Connection, row: Row
) -> None:
    customer = business.people[Role.CUSTOMER]
    admin.execute("UPDATE users SET is_active = false WHERE id = %s", [customer.id])
    answer = visitor(app, business).post(REGISTER, GUEST | {"email": customer.email})
    assert answer.status_code == 202
    assert mailbox.deliver() == []
    assert row("SELECT count(*) FROM invitations") == 0


def test_a_registration_lasts_a_day(
    app: App, business: Business, mailbox: Mailbox, admin: psycopg.Connection, row: Row
) -> None:
    token = register(app, business, mailbox)
    assert row("SELECT expires_at - created_at FROM invitations").total_seconds() == 24 * 3600
    admin.execute("UPDATE invitations SET expires_at = now()")
    check_problem(accept(visitor(app, business), token), 410, "link-expired")


def test_a_closed_door_is_closed_for_links_under_way_too(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    token = register(app, business, mailbox)
    owner = signed_in(app, business)
    rights = {"opened": {}, "customers_may_register": False}
    version = owner.get("/rights").json["version"]
    assert owner.call("PUT", "/rights", rights, version=version).status_code == 200
    known = GUEST | {"email": business.owner.email}
    for body in (GUEST, known):
        check_problem(visitor(app, business).post(REGISTER, body), 403, "registration-closed")
    check_problem(accept(visitor(app, business), token), 410, "link-expired")


def test_registrations_are_nobodys_invitations(
    app: App, business: Business, mailbox: Mailbox, row: Row
) -> None:
    register(app, business, mailbox)
    owner = signed_in(app, business)
    assert owner.get("/invitations").json["items"] == []
    id = row("SELECT id FROM invitations")
    check_problem(owner.post(f"/invitations/{id}/resend"), 409, "not-waiting")


def test_mails_to_one_address_are_few(app: App, business: Business) -> None:
    browser = visitor(app, business)
    seen = [browser.post(REGISTER, GUEST).status_code for _ in range(4)]
    assert seen == [202, 202, 202, 429]


@pytest.mark.parametrize("smuggled", ["role", "password", "tenant_id", "is_temporary"])
def test_nothing_else_can_be_asked_for(app: App, business: Business, smuggled: str) -> None:
    answer = visitor(app, business).post(REGISTER, GUEST | {smuggled: Role.TENANT_OWNER})
    assert smuggled in check_problem(answer, 422)["errors"]["json"]


def test_of_a_family_with_one_address_the_one_of_that_name_is_joined(
    app: App, business: Business, mailbox: Mailbox, row: Row
) -> None:
    owner = signed_in(app, business)
    for name in ("Vera Visitor", "Viktor Visitor"):
        owner.post("/customers", GUEST | {"name": name})
    accept(visitor(app, business), register(app, business, mailbox), name="viktor visitor")
    joined = "SELECT name FROM customers WHERE email = %s AND user_id IS NOT NULL"
    assert row(joined, GUEST["email"]) == "Viktor Visitor"


def test_of_a_family_without_that_name_nobody_is_joined(
    app: App, business: Business, mailbox: Mailbox, row: Row
) -> None:
    owner = signed_in(app, business)
    for name in ("Anna", "Bruno"):
        owner.post("/customers", GUEST | {"name": name})
    accept(visitor(app, business), register(app, business, mailbox), name="Vera Visitor")
    joined = "SELECT name FROM customers WHERE email = %s AND user_id IS NOT NULL"
    assert row(joined, GUEST["email"]) == "Vera Visitor"


def test_a_record_that_belongs_to_another_account_is_not_taken(
    app: App, business: Business, mailbox: Mailbox, admin: psycopg.Connection, row: Row
) -> None:
    customer = business.people[Role.CUSTOMER]
    admin.execute(
        "UPDATE customers SET email = %s, name = %s WHERE user_id = %s",
        [GUEST["email"], GUEST["name"], customer.id],
    )
    browser = visitor(app, business)
    me = accept(browser, register(app, business, mailbox)).json
    assert row("SELECT user_id FROM customers WHERE email = %s", GUEST["email"]) == customer.id
    own = "SELECT count(*) FROM customers WHERE user_id = %s AND email IS NULL"
    assert row(own, me["user"]["id"]) == 1
