"""A forgotten password: the mailed link, used once, in time, by its person."""

from __future__ import annotations

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import PASSWORD, Business, make_platform_person
from tests.mailbox import Mailbox, link_token, text_of
from tests.web import Browser, check_problem, signed_in, visitor

ASK, CONFIRM = "/auth/password-reset", "/auth/password-reset/confirm"
NEW = "a better staple battery"


def mailed_token(browser: Browser, mailbox: Mailbox, email: str) -> str:
    assert browser.post(ASK, {"email": email}).status_code == 202
    return link_token(mailbox.deliver()[-1])


def test_the_mailed_link_sets_a_new_password(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    browser = visitor(app, business)
    token = mailed_token(browser, mailbox, business.owner.email)
    assert browser.post(CONFIRM, {"token": token, "password": NEW}).status_code == 204
    old = {"email": business.owner.email, "password": PASSWORD}
    check_problem(browser.post("/auth/sign-in", old), 401, "wrong-credentials")
    browser.sign_in(business.owner, NEW)


def test_the_mail_goes_to_the_person_and_links_to_their_business(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    visitor(app, business).post(ASK, {"email": business.owner.email})
    (mail,) = mailbox.deliver()
    assert mail["To"] == business.owner.email
    assert business.mark in mail["Subject"]
    assert f"http://{business.host}:8000/reset-password?token=" in text_of(mail)


def test_a_business_of_two_lines_gets_its_mails_too(
    app: App, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    admin.execute("UPDATE tenants SET name = %s", ["Two\nlines"])
    visitor(app, business).post(ASK, {"email": business.owner.email})
    (mail,) = mailbox.deliver()
    assert mail["Subject"] == "Choose a new password for Two lines"


def test_every_session_ends_and_the_person_is_told(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    inside = signed_in(app, business)
    token = mailed_token(visitor(app, business), mailbox, business.owner.email)
    visitor(app, business).post(CONFIRM, {"token": token, "password": NEW})
    check_problem(inside.get("/me"), 401, "not-signed-in")
    told = mailbox.deliver()[-1]
    assert "was changed" in told["Subject"]
    assert told["To"] == business.owner.email


def test_a_link_works_once(app: App, business: Business, mailbox: Mailbox) -> None:
    browser = visitor(app, business)
    token = mailed_token(browser, mailbox, business.owner.email)
    browser.post(CONFIRM, {"token": token, "password": NEW})
    again = browser.post(CONFIRM, {"token": token, "password": "yet another password"})
    check_problem(again, 410, "link-expired")
    browser.sign_in(business.owner, NEW)


def test_a_link_is_over_after_an_hour_of_the_databases_clock(
    app: App, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    browser = visitor(app, business)
    token = mailed_token(browser, mailbox, business.owner.email)
    row = admin.execute("SELECT expires_at - created_at FROM user_links").fetchone()
    assert row is not None
    assert row[0].total_seconds() == 3600
    admin.execute("UPDATE user_links SET expires_at = now()")
    answer = browser.post(CONFIRM, {"token": token, "password": NEW})
    check_problem(answer, 410, "link-expired")
    browser.sign_in(business.owner, PASSWORD)


def test_a_newer_password_makes_older_links_useless(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    browser, email = visitor(app, business), business.owner.email
    first = mailed_token(browser, mailbox, email)
    second = mailed_token(browser, mailbox, email)
    assert browser.post(CONFIRM, {"token": second, "password": NEW}).status_code == 204
    late = browser.post(CONFIRM, {"token": first, "password": "yet another password"})
    check_problem(late, 410, "link-expired")


def test_an_unknown_address_gets_the_same_answer_and_no_mail(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    browser = visitor(app, business)
    known = browser.post(ASK, {"email": business.owner.email})
    unknown = browser.post(ASK, {"email": "nobody@example.com"})
    assert (known.status_code, known.get_data()) == (unknown.status_code, unknown.get_data())
    assert [mail["To"] for mail in mailbox.deliver()] == [business.owner.email]


def test_an_inactive_person_gets_no_mail_and_cannot_use_an_older_link(
    app: App, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    staff = business.people[Role.TENANT_STAFF]
    browser, email = visitor(app, business), staff.email
    token = mailed_token(browser, mailbox, email)
    admin.execute("UPDATE users SET is_active = false WHERE id = %s", [staff.id])
    assert browser.post(ASK, {"email": email}).status_code == 202
    assert len(mailbox.deliver()) == 1
    check_problem(browser.post(CONFIRM, {"token": token, "password": NEW}), 410, "link-expired")


@pytest.mark.parametrize(
    "password", ["short", "aaaaaaaaaaaa", "password123", "aurora.owner@example.com", "x" * 201]
)
def test_a_poor_password_is_refused_and_the_link_still_works(
    app: App, business: Business, mailbox: Mailbox, password: str
) -> None:
    browser = visitor(app, business)
    token = mailed_token(browser, mailbox, business.owner.email)
    refused = check_problem(browser.post(CONFIRM, {"token": token, "password": password}), 422)
    assert "password" in refused["errors"]["json"]
    assert browser.post(CONFIRM, {"token": token, "password": NEW}).status_code == 204


def test_a_link_of_one_business_is_nothing_at_another(
    app: App, business: Business, rival: Business, mailbox: Mailbox
) -> None:
    token = mailed_token(visitor(app, business), mailbox, business.owner.email)
    foreign = visitor(app, rival).post(CONFIRM, {"token": token, "password": NEW})
    check_problem(foreign, 410, "link-expired")


def test_platform_staff_reset_theirs_at_the_platform(
    app: App, runtime: Runtime, mailbox: Mailbox
) -> None:
    person = make_platform_person(runtime, Role.PLATFORM_SUPPORT)
    browser = Browser(app, "platform.smoothschedule.localhost")
    token = mailed_token(browser, mailbox, person.email)
    assert browser.post(CONFIRM, {"token": token, "password": NEW}).status_code == 204
    browser.sign_in(person, NEW)


def test_the_links_secret_is_stored_nowhere_in_plain(
    app: App, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    token = mailed_token(visitor(app, business), mailbox, business.owner.email)
    for table in ("user_links", "jobs", "outbox_events"):
        rows = admin.execute(f"SELECT row_to_json(t)::text FROM {table} t").fetchall()
        assert rows, table
        assert not [row for (row,) in rows if token in row]
