"""The second factor: set up, asked for, used once, guessed at slowly, and given up."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.authenticator import Authenticator, enable_second_factor, start_second_factor
from tests.factories import PASSWORD, Business, Person, make_platform_person
from tests.mailbox import Mailbox, text_of
from tests.web import Browser, check_problem, signed_in, visitor

SIGN_IN, FACTOR = "/auth/sign-in", "/auth/second-factor"
PLATFORM = "platform.smoothschedule.localhost"


def credentials(person: Person, **more: str) -> dict[str, str]:
    return {"email": person.email, "password": PASSWORD, **more}


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


@pytest.fixture
def phone(owner: Browser) -> Authenticator:
    """The owner's authenticator, whose second factor is on."""
    return enable_second_factor(owner)


def test_the_password_alone_asks_for_the_code_and_the_code_opens(
    app: App, business: Business, phone: Authenticator
) -> None:
    browser = visitor(app, business)
    asked = check_problem(browser.post(SIGN_IN, credentials(business.owner)), 401)
    assert asked["type"] == "/problems/second-factor-required"
    assert browser.cookie is None
    signed = browser.post(SIGN_IN, credentials(business.owner, code=phone.code()))
    assert signed.status_code == 200
    assert signed.json["second_factor"] == {"is_on": True, "is_required": False}


def test_a_wrong_password_is_never_answered_with_a_question_for_the_code(
    app: App, business: Business, phone: Authenticator
) -> None:
    body = {"email": business.owner.email, "password": "wrong", "code": phone.code()}
    check_problem(visitor(app, business).post(SIGN_IN, body), 401, "wrong-credentials")


def test_setting_up_shows_secret_and_picture_and_counts_only_once_confirmed(
    app: App, business: Business, owner: Browser
) -> None:
    started = owner.post(FACTOR, {"current_password": PASSWORD}).json
    assert started["uri"].startswith("otpauth://totp/Aurora%20House:")
    assert started["qr"].startswith("data:image/svg+xml")
    # Nothing is asked for before the app has shown that it works.
    assert visitor(app, business).post(SIGN_IN, credentials(business.owner)).status_code == 200
    refused = owner.post(
        f"{FACTOR}/confirm", {"code": Authenticator(started["secret"]).wrong_code()}
    )
    assert check_problem(refused, 401, "wrong-code")["errors"]["json"]["code"]
    assert owner.get(FACTOR).json["is_on"] is False


def test_turning_it_on_ends_the_sessions_that_came_in_without_a_code(
    app: App, business: Business, owner: Browser
) -> None:
    elsewhere = signed_in(app, business)
    enable_second_factor(owner)
    check_problem(elsewhere.get("/me"), 401)
    assert owner.get("/me").json["second_factor"]["is_on"] is True


@pytest.mark.parametrize("path", ["", "/recovery-codes", "/disable"])
def test_whoever_sits_at_an_open_session_needs_the_password_too(
    owner: Browser, phone: Authenticator, path: str
) -> None:
    body = {"current_password": "wrong"} | ({"code": phone.code()} if path else {})
    refused = check_problem(owner.post(f"{FACTOR}{path}", body), 401, "wrong-password")
    assert refused["errors"]["json"]["current_password"]
    assert owner.get(FACTOR).json == owner.get(FACTOR).json | {"is_on": True, "codes_left": 10}


def test_a_code_that_was_used_is_refused_a_second_time(
    app: App, business: Business, phone: Authenticator
) -> None:
    code = phone.code()
    body = credentials(business.owner, code=code)
    assert visitor(app, business).post(SIGN_IN, body).status_code == 200
    check_problem(visitor(app, business).post(SIGN_IN, body), 401, "wrong-code")
    # Nor does an older one come back.
    older = credentials(business.owner, code=phone.code(steps=-1))
    check_problem(visitor(app, business).post(SIGN_IN, older), 401, "wrong-code")


def test_a_recovery_code_opens_once_however_it_is_typed(
    app: App, business: Business, phone: Authenticator, mailbox: Mailbox
) -> None:
    code = phone.recovery_codes[3]
    typed = code.upper().replace("-", " ")
    answer = visitor(app, business).post(SIGN_IN, credentials(business.owner, code=typed))
    assert answer.status_code == 200
    again = visitor(app, business).post(SIGN_IN, credentials(business.owner, code=code))
    check_problem(again, 401, "wrong-code")
    told = [text_of(mail) for mail in mailbox.deliver() if "recovery code" in mail["Subject"]]
    assert len(told) == 1
    assert "You have 9 left" in told[0]


def test_of_two_at_once_with_one_code_exactly_one_comes_in(
    app: App, business: Business, phone: Authenticator
) -> None:
    for code in (phone.recovery_codes[0], phone.code(), phone.recovery_codes[1]):
        assert sorted(race(app, business, code)) == [200, 401]


def race(app: App, business: Business, code: str) -> list[int]:
    """Two browsers send the same code at the same moment."""
    start, seen = threading.Barrier(2), []

    def come_in() -> None:
        browser = visitor(app, business)
        start.wait(timeout=20)
        answer = browser.post(SIGN_IN, credentials(business.owner, code=code))
        seen.append(answer.status_code)

    threads = [threading.Thread(target=come_in) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return seen


def test_six_digits_are_guessed_five_times_then_no_more(
    app: App, business: Business, phone: Authenticator
) -> None:
    browser, seen = visitor(app, business), []
    for n in range(7):
        answer = browser.post(
            SIGN_IN,
            credentials(business.owner, code=phone.wrong_code()),
            environ_overrides={"REMOTE_ADDR": f"10.0.1.{n}"},
        )
        seen.append(answer.status_code)
    assert seen == [401] * 5 + [429] * 2
    # Not even the right code opens now, from wherever it comes.
    late = browser.post(SIGN_IN, credentials(business.owner, code=phone.code()))
    check_problem(late, 429, "too-many-attempts")


def test_codes_are_not_guessed_faster_from_an_open_session(
    owner: Browser, phone: Authenticator
) -> None:
    body = {"current_password": PASSWORD, "code": phone.wrong_code()}
    seen = [owner.post(f"{FACTOR}/disable", body).status_code for _ in range(6)]
    assert seen == [401] * 5 + [429]
    check_problem(owner.post(f"{FACTOR}/recovery-codes", body), 429)


def test_being_asked_for_the_code_counts_as_no_wrong_guess(
    app: App, business: Business, phone: Authenticator
) -> None:
    browser = visitor(app, business)
    for _ in range(12):
        answer = browser.post(SIGN_IN, credentials(business.owner))
        check_problem(answer, 401, "second-factor-required")
    assert browser.post(SIGN_IN, credentials(business.owner, code=phone.code())).status_code == 200


def test_a_wrong_code_is_in_the_security_log_and_the_code_is_not(
    app: App, business: Business, phone: Authenticator
) -> None:
    code = phone.wrong_code()
    visitor(app, business).post(SIGN_IN, credentials(business.owner, code=code))
    text = (Path(app.extensions["runtime"].settings.log_folder) / "security.log").read_text()
    line = json.loads(text.splitlines()[-1])
    assert (line["action"], line["email"]) == ("CODE_REFUSED", business.owner.email)
    assert code not in text.splitlines()[-1].replace(line["timestamp"], "")


def test_new_recovery_codes_void_the_old_ones(owner: Browser, phone: Authenticator) -> None:
    old = phone.recovery_codes
    body = {"current_password": PASSWORD, "code": phone.code()}
    new = owner.post(f"{FACTOR}/recovery-codes", body).json["codes"]
    assert len(new) == 10
    assert not set(new) & set(old)
    refused = owner.post(f"{FACTOR}/disable", body | {"code": old[0]})
    check_problem(refused, 401, "wrong-code")
    assert owner.post(f"{FACTOR}/disable", body | {"code": new[0]}).status_code == 204


def test_turned_off_the_password_is_enough_and_the_person_hears_of_it(
    app: App, business: Business, owner: Browser, phone: Authenticator, mailbox: Mailbox
) -> None:
    body = {"current_password": PASSWORD, "code": phone.recovery_codes[0]}
    assert owner.post(f"{FACTOR}/disable", body).status_code == 204
    assert visitor(app, business).post(SIGN_IN, credentials(business.owner)).status_code == 200
    assert owner.get(FACTOR).json["codes_left"] == 0
    subjects = [mail["Subject"] for mail in mailbox.deliver()]
    assert "Your second factor at Aurora House is on" in subjects
    assert "Your second factor at Aurora House is off" in subjects


def test_one_that_is_on_is_neither_replaced_nor_confirmed_again(
    owner: Browser, phone: Authenticator
) -> None:
    again = owner.post(FACTOR, {"current_password": PASSWORD})
    check_problem(again, 409, "second-factor-on")
    check_problem(owner.post(f"{FACTOR}/confirm", {"code": phone.code()}), 409, "second-factor-on")


@pytest.mark.parametrize("path", ["/confirm", "/recovery-codes", "/disable"])
def test_without_one_there_is_nothing_to_confirm_or_change(owner: Browser, path: str) -> None:
    body = {"code": "123456"} | ({} if path == "/confirm" else {"current_password": PASSWORD})
    check_problem(owner.post(f"{FACTOR}{path}", body), 409, "second-factor-off")


def test_secrets_and_codes_lie_nowhere_in_plain(
    admin: psycopg.Connection, owner: Browser, phone: Authenticator
) -> None:
    kept = " ".join(
        row
        for table in ("second_factors", "recovery_codes", "audit_events", "outbox_events", "jobs")
        for (row,) in admin.execute(f"SELECT row_to_json(t)::text FROM {table} t")
    )
    told = [
        phone.secret,
        *phone.recovery_codes,
        *(c.replace("-", "") for c in phone.recovery_codes),
    ]
    plain = [secret for secret in told if secret in kept or secret.encode().hex() in kept]
    assert len(kept) > 1000
    assert plain == []


def test_a_second_factor_sealed_with_another_key_lets_recovery_codes_in_only(
    app: App, business: Business, phone: Authenticator, other_app: Any
) -> None:
    moved = other_app(SECRET_KEY="another secret key, as after a leak of the first")
    browser = visitor(moved, business)
    lost = browser.post(SIGN_IN, credentials(business.owner, code=phone.code()))
    check_problem(lost, 401, "wrong-code")
    spare = credentials(business.owner, code=phone.recovery_codes[0])
    assert browser.post(SIGN_IN, spare).status_code == 200


def test_an_operator_resets_it_for_somebody_who_lost_everything(
    app: App, business: Business, phone: Authenticator, mailbox: Mailbox
) -> None:
    command = ["users", "reset-second-factor", business.owner.email]
    unknown = app.test_cli_runner().invoke(args=command)
    assert unknown.exit_code == 1
    assert "no active account" in unknown.output
    done = app.test_cli_runner().invoke(args=[*command, "--tenant", business.subdomain])
    assert done.exit_code == 0, done.output
    assert visitor(app, business).post(SIGN_IN, credentials(business.owner)).status_code == 200
    assert "is off" in mailbox.deliver()[-1]["Subject"]


def test_platform_staff_can_do_nothing_before_they_have_one(
    app: App, runtime: Runtime, other_app: Any
) -> None:
    person = make_platform_person(runtime, Role.SUPERUSER)
    strict = other_app(PLATFORM_SECOND_FACTOR="required")
    browser = Browser(strict, PLATFORM).sign_in(person)
    assert browser.get("/me").json["second_factor"] == {"is_on": False, "is_required": True}
    for path in ("/platform/tenants", "/auth/sessions", "/auth/email-change"):
        check_problem(browser.get(path), 403, "second-factor-missing")
    change = {"current_password": PASSWORD, "password": "a better staple battery"}
    check_problem(browser.post("/auth/password", change), 403, "second-factor-missing")
    enable_second_factor(browser)
    assert browser.get("/platform/tenants").status_code == 200
    check_problem(Browser(strict, PLATFORM).post(SIGN_IN, credentials(person)), 401)
    # Where it is optional, as in development, nobody is kept from anything.
    assert (
        Browser(app, PLATFORM)
        .enter(make_platform_person(runtime, Role.SUPERUSER))
        .get("/platform/tenants")
        .status_code
        == 200
    )


def test_a_business_asks_nobody_for_one(other_app: Any, business: Business) -> None:
    strict = other_app(PLATFORM_SECOND_FACTOR="required")
    browser = visitor(strict, business).sign_in(business.owner)
    assert browser.get("/users").status_code == 200


@pytest.mark.parametrize(
    "body", [{}, {"code": ""}, {"code": "1" * 41}, {"code": "123456", "user_id": "x"}]
)
def test_a_malformed_confirmation_is_refused(owner: Browser, body: dict[str, str]) -> None:
    start_second_factor(owner)
    check_problem(owner.post(f"{FACTOR}/confirm", body), 422)
