"""New passwords: judged alike before and after sending, changed by whoever knows the present."""

from __future__ import annotations

import pytest

from smoothschedule.core.api import App
from smoothschedule.users import passwords
from tests.factories import PASSWORD, Business
from tests.mailbox import Mailbox, link_token
from tests.web import Browser, check_problem, signed_in, visitor

CHANGE, CHECK = "/auth/password", "/auth/password-check"
NEW = "a better staple battery"
BASE = "smoothschedule.localhost"


@pytest.mark.parametrize(
    "easy",
    [
        "password123",
        "qwertyuiop",
        "1234567890",
        "iloveyou123",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "Aurora.Owner",
        "aurora.owner1",
        "Aurora House",
        "short",
    ],
)
def test_what_is_guessed_first_is_refused_with_advice(easy: str) -> None:
    verdict = passwords.judge(easy, "aurora.owner@example.com", "Aurora Owner", "Aurora House")
    assert not verdict.is_good
    assert verdict.score < passwords.GOOD_SCORE
    assert verdict.advice
    assert verdict.advice.endswith((".", "!"))


@pytest.mark.parametrize("good", [NEW, PASSWORD, "kX9#mQ2$vL7w", "grüner Tee um halb vier"])
def test_a_few_words_or_enough_disorder_will_do(good: str) -> None:
    assert passwords.judge(good, "aurora.owner@example.com").is_good


@pytest.mark.parametrize("long", ["a1" * 100, "\u00e9" * 200, "Aa1!" * 50, "p@ssw0rd" * 25])
def test_of_a_long_password_only_the_beginning_is_judged(long: str) -> None:
    known = ["word" * 60] * 5
    beginning = long[: passwords.JUDGED_LENGTH]
    assert passwords.judge(long, *known) == passwords.judge(beginning, *known)


def test_the_check_says_what_saving_will_say(app: App, business: Business) -> None:
    browser = signed_in(app, business)
    easy = "Aurora House"
    told = browser.post(CHECK, {"password": easy, "known": [f"{business.mark} House"]}).json
    assert told["is_good"] is False
    body = {"current_password": PASSWORD, "password": business.owner.email}
    refused = check_problem(browser.post(CHANGE, body), 422)
    assert refused["errors"]["json"]["password"]
    good = browser.post(CHECK, {"password": NEW}).json
    assert (good["is_good"], good["advice"]) == (True, None)


@pytest.mark.parametrize("host", [BASE, f"platform.{BASE}"])
def test_a_password_is_judged_wherever_one_is_chosen(app: App, host: str) -> None:
    assert Browser(app, host).post(CHECK, {"password": NEW}).json["is_good"] is True


def test_a_changed_password_works_and_other_sessions_end(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    here, elsewhere = signed_in(app, business), signed_in(app, business)
    body = {"current_password": PASSWORD, "password": NEW}
    assert here.post(CHANGE, body).status_code == 204
    assert here.get("/me").status_code == 200
    check_problem(elsewhere.get("/me"), 401)
    visitor(app, business).sign_in(business.owner, NEW)
    old = {"email": business.owner.email, "password": PASSWORD}
    check_problem(visitor(app, business).post("/auth/sign-in", old), 401)
    assert "was changed" in mailbox.deliver()[-1]["Subject"]


def test_only_whoever_knows_the_present_password_changes_it(app: App, business: Business) -> None:
    browser = signed_in(app, business)
    body = {"current_password": "wrong", "password": NEW}
    seen = [browser.post(CHANGE, body).status_code for _ in range(11)]
    assert seen == [401] * 10 + [429]
    assert visitor(app, business).sign_in(business.owner)


def test_an_older_reset_link_dies_with_the_change(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    visitor(app, business).post("/auth/password-reset", {"email": business.owner.email})
    token = link_token(mailbox.deliver()[-1])
    body = {"current_password": PASSWORD, "password": NEW}
    assert signed_in(app, business).post(CHANGE, body).status_code == 204
    late = visitor(app, business).post(
        "/auth/password-reset/confirm", {"token": token, "password": "yet another password"}
    )
    check_problem(late, 410, "link-expired")


@pytest.mark.parametrize(
    "more", [{"role": "TENANT_OWNER"}, {"user_id": "x"}, {"tenant_id": "x"}, {"email": "a@b.cd"}]
)
def test_nothing_else_can_be_set_along_the_way(
    app: App, business: Business, more: dict[str, str]
) -> None:
    browser = signed_in(app, business)
    body = {"current_password": PASSWORD, "password": NEW} | more
    check_problem(browser.post(CHANGE, body), 422)
    version = browser.get("/me").json["user"]["version"]
    check_problem(browser.patch("/me", {"name": "New"} | more, version=version), 422)


def test_people_change_their_own_name_if_they_saw_its_last_state(
    app: App, business: Business
) -> None:
    browser = signed_in(app, business)
    version = browser.get("/me").json["user"]["version"]
    answer = browser.patch("/me", {"name": "Ada Owner"}, version=version)
    assert answer.json["user"]["name"] == "Ada Owner"
    check_problem(browser.patch("/me", {"name": "Bea"}, version=version), 412)
    check_problem(browser.patch("/me", {"name": "Bea"}), 428)


def test_everything_else_is_signed_out_at_once(app: App, business: Business) -> None:
    here = signed_in(app, business)
    others = [signed_in(app, business) for _ in range(3)]
    assert here.post("/auth/sessions/end-others").json == {"ended": 3}
    assert here.post("/auth/sessions/end-others").json == {"ended": 0}
    for other in others:
        check_problem(other.get("/me"), 401)
    assert [item["is_current"] for item in here.get("/auth/sessions").json["items"]] == [True]
