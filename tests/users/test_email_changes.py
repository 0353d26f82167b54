"""A new address: both mailboxes agree, either stops it, the old one can take it back."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import PASSWORD, Business, make_platform_person
from tests.mailbox import Mailbox, link_token, text_of
from tests.web import Browser, check_problem, signed_in, visitor

ASK, LINKS = "/auth/email-change", "/auth/email-links"
FRESH = "fresh@example.com"


@dataclass
class Asked:
    """A change that waits, and the secrets of its two links."""

    browser: Browser
    stranger: Browser
    mailbox: Mailbox
    old_email: str
    old: str
    new: str

    def link(self, act: str, token: str):  # type: ignore[no-untyped-def]
        """The mailbox's answer, from a browser where nobody is signed in."""
        return self.stranger.post(f"{LINKS}/{act}", {"token": token})

    def done(self) -> str:
        """Both agree; returns the secret that takes it back."""
        for token in (self.new, self.old):
            assert self.link("confirm", token).status_code == 200
        return self.newest(self.old_email)

    def newest(self, email: str) -> str:
        return link_token([mail for mail in self.mailbox.deliver() if mail["To"] == email][-1])


def ask(browser: Browser, stranger: Browser, mailbox: Mailbox, old: str, new: str) -> Asked:
    body = {"current_password": PASSWORD, "email": new}
    assert browser.post(ASK, body).status_code == 202
    made = Asked(browser, stranger, mailbox, old, "", "")
    made.old, made.new = made.newest(old), made.newest(new)
    return made


@pytest.fixture
def asked(app: App, business: Business, mailbox: Mailbox) -> Asked:
    browser, stranger = signed_in(app, business), visitor(app, business)
    return ask(browser, stranger, mailbox, business.owner.email, FRESH)


@pytest.mark.parametrize("order", ["old first", "new first"])
def test_the_address_changes_when_both_have_agreed(asked: Asked, order: str) -> None:
    first, last = (asked.old, asked.new) if order == "old first" else (asked.new, asked.old)
    half = asked.link("confirm", first).json
    assert (half["state"], half["is_confirmed"]) == ("waiting", True)
    assert asked.browser.get("/me").json["user"]["email"] == asked.old_email
    assert asked.link("confirm", last).json["state"] == "done"
    # Sessions stay; from now on the new address signs in and the old one does not.
    assert asked.browser.get("/me").json["user"]["email"] == FRESH
    old = {"email": asked.old_email, "password": PASSWORD}
    check_problem(asked.stranger.post("/auth/sign-in", old), 401, "wrong-credentials")
    assert asked.stranger.post("/auth/sign-in", old | {"email": FRESH}).status_code == 200


def test_platform_staff_change_theirs_in_the_same_way(
    app: App, runtime: Runtime, mailbox: Mailbox
) -> None:
    person = make_platform_person(runtime, Role.PLATFORM_SUPPORT)
    host = "platform.smoothschedule.localhost"
    browser = Browser(app, host).enter(person)
    made = ask(browser, Browser(app, host), mailbox, person.email, FRESH)
    made.done()
    assert browser.get("/me").json["user"]["email"] == FRESH


def test_opening_a_link_changes_nothing_and_says_what_it_is_about(asked: Asked) -> None:
    for _ in range(2):
        seen = asked.link("look", asked.new).json
        assert (seen["side"], seen["state"], seen["is_confirmed"]) == ("new", "waiting", False)
        assert (seen["old_email"], seen["new_email"]) == (asked.old_email, FRESH)
    waiting = asked.browser.get(ASK).json["waiting"]
    assert (waiting["old_confirmed"], waiting["new_confirmed"]) == (False, False)


@pytest.mark.parametrize("side", ["old", "new"])
def test_either_side_stops_it_for_good(asked: Asked, side: str) -> None:
    stopping, other = (asked.old, asked.new) if side == "old" else (asked.new, asked.old)
    assert asked.link("confirm", other).status_code == 200
    assert asked.link("stop", stopping).status_code == 204
    for token in (asked.old, asked.new):
        check_problem(asked.link("confirm", token), 410, "link-expired")
    assert asked.link("look", stopping).json["state"] == "stopped"
    assert asked.browser.get("/me").json["user"]["email"] == asked.old_email


def test_each_link_agrees_once(asked: Asked) -> None:
    assert asked.link("confirm", asked.new).status_code == 200
    check_problem(asked.link("confirm", asked.new), 410, "link-expired")
    assert asked.browser.get("/me").json["user"]["email"] == asked.old_email


def test_links_are_worth_nothing_after_a_day(asked: Asked, admin: psycopg.Connection) -> None:
    admin.execute("UPDATE email_changes SET expires_at = now()")
    for act in ("confirm", "stop", "undo"):
        check_problem(asked.link(act, asked.old), 410, "link-expired")
    assert asked.link("look", asked.old).json["state"] == "expired"


@pytest.mark.parametrize("act", ["look", "confirm", "stop", "undo"])
def test_tampered_and_foreign_links_get_one_answer(
    app: App, asked: Asked, rival: Business, act: str
) -> None:
    tampered = asked.old[:-1] + ("a" if asked.old[-1] != "a" else "b")
    one = check_problem(asked.link(act, tampered), 410, "link-expired")
    there = visitor(app, rival).post(f"{LINKS}/{act}", {"token": asked.old})
    assert check_problem(there, 410) | {"request_id": ""} == one | {"request_id": ""}


def test_nobody_learns_by_asking_that_an_address_is_taken(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    taken = business.people[Role.TENANT_STAFF].email
    browser, stranger = signed_in(app, business), visitor(app, business)
    made = ask(browser, stranger, mailbox, business.owner.email, taken)
    assert made.link("confirm", made.old).status_code == 200
    # Whoever reads that mailbox knows of the account there: now it may be said.
    check_problem(made.link("confirm", made.new), 409, "email-taken")
    assert browser.get("/me").json["user"]["email"] == business.owner.email


def test_asking_again_or_taking_back_voids_the_links_before(
    asked: Asked, app: App, business: Business, mailbox: Mailbox
) -> None:
    newer = ask(asked.browser, asked.stranger, mailbox, asked.old_email, "other@example.com")
    check_problem(asked.link("confirm", asked.new), 410, "link-expired")
    assert asked.browser.call("DELETE", ASK).status_code == 204
    check_problem(newer.link("confirm", newer.new), 410, "link-expired")
    check_problem(asked.browser.call("DELETE", ASK), 404)


def test_the_old_mailbox_takes_it_back_and_locks_everybody_out(
    asked: Asked, app: App, business: Business
) -> None:
    undo = asked.done()
    intruder = visitor(app, business)
    signed = intruder.post("/auth/sign-in", {"email": FRESH, "password": PASSWORD})
    assert signed.status_code == 200
    assert asked.link("undo", undo).status_code == 204
    check_problem(intruder.get("/me"), 401)
    for email in (FRESH, asked.old_email):
        body = {"email": email, "password": PASSWORD}
        check_problem(asked.stranger.post("/auth/sign-in", body), 401, "wrong-credentials")
    reset = {"token": asked.newest(asked.old_email), "password": "a better staple battery"}
    assert asked.stranger.post("/auth/password-reset/confirm", reset).status_code == 204
    asked.stranger.sign_in(business.owner, "a better staple battery")
    check_problem(asked.link("undo", undo), 410, "link-expired")


def test_changing_twice_does_not_shake_the_first_mailbox_off(asked: Asked) -> None:
    first = asked.done()
    second = ask(asked.browser, asked.stranger, asked.mailbox, FRESH, "third@example.com")
    later = second.done()
    assert asked.link("undo", first).status_code == 204
    # And the one in between cannot take it back in turn.
    check_problem(asked.link("undo", later), 410, "link-expired")


def test_a_change_cannot_be_taken_back_after_seven_days(
    asked: Asked, admin: psycopg.Connection
) -> None:
    undo = asked.done()
    admin.execute("UPDATE email_changes SET done_at = now() - interval '7 days 1 second'")
    check_problem(asked.link("undo", undo), 410, "link-expired")
    assert asked.browser.get("/me").json["user"]["email"] == FRESH


def test_a_new_password_stops_a_change_that_waits(asked: Asked) -> None:
    body = {"current_password": PASSWORD, "password": "a better staple battery"}
    assert asked.browser.post("/auth/password", body).status_code == 204
    check_problem(asked.link("confirm", asked.old), 410, "link-expired")


def test_the_password_is_asked_for_and_the_same_address_refused(
    app: App, business: Business
) -> None:
    browser = signed_in(app, business)
    wrong = {"current_password": "wrong", "email": FRESH}
    check_problem(browser.post(ASK, wrong), 401, "wrong-password")
    same = {"current_password": PASSWORD, "email": business.owner.email.upper()}
    check_problem(browser.post(ASK, same), 409, "same-email")
    for more in ({"email": "no address"}, {"email": FRESH, "state": "done"}):
        check_problem(browser.post(ASK, {"current_password": PASSWORD, **more}), 422)
    check_problem(visitor(app, business).post(ASK, wrong), 401, "not-signed-in")


def test_mails_lead_to_the_persons_own_host(asked: Asked) -> None:
    links = [text_of(mail) for mail in asked.mailbox.mails()]
    assert len(links) == 2
    for text in links:
        assert "http://aurora.smoothschedule.localhost:8000/confirm-email?token=" in text
