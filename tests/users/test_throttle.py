"""Guessing is slow: counted by account and by address, and only failures count."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scripts.local.ports import free_port
from smoothschedule.core.api import App
from smoothschedule.core.db import new_id
from tests.factories import PASSWORD, Business
from tests.web import Browser, check_problem, visitor


def guess(browser: Browser, email: str, *, address: str = "10.0.0.1", password: str = "no") -> int:
    answer = browser.post(
        "/auth/sign-in",
        {"email": email, "password": password},
        environ_overrides={"REMOTE_ADDR": address},
    )
    if answer.status_code == 429:
        check_problem(answer, 429, "too-many-attempts")
    return answer.status_code


def test_an_account_is_guessed_at_ten_times_then_no_more(app: App, business: Business) -> None:
    browser, email = visitor(app, business), business.owner.email
    seen = [guess(browser, email, address=f"10.0.0.{n}") for n in range(12)]
    assert seen == [401] * 10 + [429] * 2
    # The limit protects the account, whoever asks and whatever the spelling …
    assert guess(browser, email.upper(), address="10.9.9.9", password=PASSWORD) == 429
    # … and nobody else's.
    assert guess(browser, "somebody@example.com", address="10.9.9.9") == 401


def test_another_spelling_of_host_or_address_begins_no_new_count(
    app: App, business: Business
) -> None:
    browser, email = visitor(app, business), business.owner.email
    seen = []
    for n in range(11):
        browser.base_url = f"http://{business.host}{'.' if n % 2 else ''}:{8000 + n}"
        seen.append(guess(browser, " " * n + email, address=f"10.0.0.{n}"))
    assert seen == [401] * 10 + [429]


def test_an_unknown_account_is_throttled_like_a_known_one(app: App, business: Business) -> None:
    browser = visitor(app, business)
    seen = [guess(browser, "nobody@example.com", address=f"10.0.0.{n}") for n in range(11)]
    assert seen == [401] * 10 + [429]


def test_an_address_guesses_at_fifty_accounts_then_no_more(
    app: App, business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Hashing is not what is tested here, and fifty of them take a while.
    monkeypatch.setattr("smoothschedule.users.passwords.is_right", lambda *_: False)
    browser = visitor(app, business)
    seen = [guess(browser, f"person{n}@example.com") for n in range(52)]
    assert seen == [401] * 50 + [429] * 2
    assert guess(browser, "other@example.com", address="10.0.0.2") == 401


def test_who_knows_the_password_is_never_locked_out_by_signing_in(
    app: App, business: Business
) -> None:
    browser, email = visitor(app, business), business.owner.email
    assert [guess(browser, email, password=PASSWORD) for _ in range(12)] == [200] * 12


def test_guesses_at_one_business_do_not_lock_the_other(
    app: App, business: Business, rival: Business
) -> None:
    email = "same@example.com"
    assert [guess(visitor(app, business), email) for _ in range(11)][-1] == 429
    assert guess(visitor(app, rival), email) == 401


def test_without_redis_guesses_are_counted_in_memory(
    business: Business, other_app: Callable[..., App]
) -> None:
    alone = other_app(REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")
    browser, email = visitor(alone, business), business.owner.email
    seen = [guess(browser, email, address=f"10.0.0.{n}") for n in range(11)]
    assert seen == [401] * 10 + [429]


def test_reset_mails_to_one_account_are_few(app: App, business: Business) -> None:
    browser, body = visitor(app, business), {"email": business.owner.email}
    seen = []
    # A Redis that is away for a moment lets the count begin anew in memory, once.
    while len(seen) < 7 and 429 not in seen:
        seen.append(browser.post("/auth/password-reset", body).status_code)
    assert seen[:3] == [202, 202, 202]
    assert seen[-1] == 429


@pytest.mark.parametrize("body", ["[]", "{}", '{"email": {"a": 1}}', '"x"', "{", ""])
def test_a_body_that_names_no_account_is_refused_all_the_same(
    app: App, business: Business, body: str
) -> None:
    answer = visitor(app, business).post(
        "/auth/sign-in", data=body, content_type="application/json"
    )
    assert answer.status_code in (400, 422)
    check_problem(answer, answer.status_code)


def test_an_address_cannot_hold_every_slot(app: App, business: Business) -> None:
    browser = visitor(app, business)
    wanted = {"service_id": str(new_id()), "starts_at": "2026-01-01T10:00:00Z", "resource_id": None}

    def ask(address: str) -> int:
        answer = browser.post("/public/holds", wanted, environ_overrides={"REMOTE_ADDR": address})
        return answer.status_code

    seen: list[int] = []
    # A Redis that is away for a moment lets the count begin anew in memory, once.
    while len(seen) < 121 and 429 not in seen:
        seen.append(ask("10.0.0.1"))
    assert seen[:60] == [404] * 60
    assert seen[-1] == 429
    assert ask("10.0.0.2") == 404
    # A proxy that passes no addresses on must not lock everybody out together.
    assert {ask("127.0.0.1") for _ in range(61)} == {404}
