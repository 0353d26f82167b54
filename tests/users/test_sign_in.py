"""Signing in and out, and what the cookie of a session is like."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users import passwords
from smoothschedule.users.rules import Role
from tests.factories import PASSWORD, Business, Person, make_platform_person
from tests.web import Browser, check_problem, signed_in, visitor

SIGN_IN = "/auth/sign-in"


def credentials(person: Person, password: str = PASSWORD) -> dict[str, str]:
    return {"email": person.email, "password": password}


def test_a_person_signs_in_and_is_known_from_then_on(app: App, business: Business) -> None:
    browser = visitor(app, business)
    assert check_problem(browser.get("/me"), 401, "not-signed-in")
    signed = browser.post(SIGN_IN, credentials(business.owner))
    assert signed.status_code == 200
    assert signed.json["user"]["role"] == "TENANT_OWNER"
    assert signed.json["tenant"]["subdomain"] == business.subdomain
    assert browser.get("/me").json == signed.json


def test_a_person_signs_in_twice_at_once(app: App, business: Business) -> None:
    ready = Barrier(2)

    def sign_in(browser: Browser) -> int:
        ready.wait()
        return browser.post(SIGN_IN, credentials(business.owner)).status_code

    browsers = [visitor(app, business) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(sign_in, browsers)) == [200, 200]


@pytest.mark.parametrize("role", [Role.TENANT_MANAGER, Role.TENANT_STAFF, Role.CUSTOMER])
def test_every_role_of_a_business_signs_in(app: App, business: Business, role: Role) -> None:
    person = business.people[role]
    me = visitor(app, business).sign_in(person).get("/me").json
    assert (me["user"]["id"], me["user"]["role"]) == (str(person.id), role)


def test_the_address_is_known_in_any_case(app: App, business: Business) -> None:
    body = {"email": f" {business.owner.email.upper()} ", "password": PASSWORD}
    assert visitor(app, business).post(SIGN_IN, body).status_code == 200


def test_platform_staff_sign_in_at_the_platform_only(
    app: App, runtime: Runtime, business: Business
) -> None:
    person = make_platform_person(runtime, Role.SUPERUSER)
    browser = Browser(app, "platform.smoothschedule.localhost").sign_in(person)
    assert browser.get("/me").json["tenant"] is None
    check_problem(visitor(app, business).post(SIGN_IN, credentials(person)), 401)


def test_a_person_of_one_business_is_a_stranger_at_another(
    app: App, business: Business, rival: Business
) -> None:
    answer = visitor(app, rival).post(SIGN_IN, credentials(business.owner))
    check_problem(answer, 401, "wrong-credentials")


def test_wrong_password_and_unknown_address_get_one_answer_for_one_effort(
    app: App, business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str | None] = []
    is_right = passwords.is_right

    def counting(stored: str | None, password: str) -> bool:
        checked.append(stored)
        return is_right(stored, password)

    monkeypatch.setattr(passwords, "is_right", counting)
    browser = visitor(app, business)
    wrong = check_problem(browser.post(SIGN_IN, credentials(business.owner, "wrong")), 401)
    body = {"email": "nobody@example.com", "password": "wrong"}
    unknown = check_problem(browser.post(SIGN_IN, body), 401)
    assert wrong | {"request_id": ""} == unknown | {"request_id": ""}
    assert wrong["type"] == "/problems/wrong-credentials"
    # Both were compared with an Argon2id hash of today's parameters: the costly part is equal.
    assert [stored is None for stored in checked] == [False, True]
    assert not passwords.needs_rehash(passwords._NOBODY)


def test_nothing_is_written_for_a_failed_sign_in(
    app: App, business: Business, admin: psycopg.Connection
) -> None:
    check_problem(visitor(app, business).post(SIGN_IN, credentials(business.owner, "no")), 401)
    assert admin.execute("SELECT count(*) FROM sessions").fetchone() == (0,)


def test_an_inactive_person_cannot_sign_in_and_is_signed_out(
    app: App, business: Business, admin: psycopg.Connection
) -> None:
    staff = business.people[Role.TENANT_STAFF]
    browser = signed_in(app, business, staff)
    admin.execute("UPDATE users SET is_active = false WHERE id = %s", [staff.id])
    check_problem(browser.get("/me"), 401, "not-signed-in")
    check_problem(browser.post(SIGN_IN, credentials(staff)), 401, "wrong-credentials")


def test_an_account_without_a_password_cannot_sign_in(
    app: App, business: Business, admin: psycopg.Connection
) -> None:
    admin.execute("UPDATE users SET password_hash = NULL WHERE id = %s", [business.owner.id])
    browser = visitor(app, business)
    for password in ("", "nobody has this password", PASSWORD):
        check_problem(browser.post(SIGN_IN, credentials(business.owner, password)), 401)


def test_an_older_hash_is_renewed_at_sign_in(
    app: App, business: Business, admin: psycopg.Connection
) -> None:
    weak = passwords.PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(PASSWORD)
    admin.execute("UPDATE users SET password_hash = %s", [weak])
    visitor(app, business).sign_in(business.owner)
    row = admin.execute("SELECT password_hash FROM users WHERE id = %s", [business.owner.id])
    (stored,) = row.fetchone() or ("",)
    assert stored != weak
    assert not passwords.needs_rehash(stored)
    assert passwords.is_right(stored, PASSWORD)


def test_each_sign_in_is_a_new_session_and_ends_the_browsers_old_one(
    app: App, business: Business
) -> None:
    browser = visitor(app, business).sign_in(business.owner)
    first, token = browser.cookie, browser.csrf_token
    browser.sign_in(business.owner)
    assert browser.cookie not in (None, first)
    assert browser.csrf_token != token
    old = visitor(app, business)
    old.keep_cookie(str(first))
    check_problem(old.get("/me"), 401, "not-signed-in")


def test_a_session_that_somebody_chose_is_not_adopted(app: App, business: Business) -> None:
    browser = visitor(app, business)
    browser.keep_cookie("chosen-by-an-attacker")
    browser.sign_in(business.owner)
    assert browser.cookie != "chosen-by-an-attacker"


def test_sign_out_ends_the_session_on_the_server(app: App, business: Business) -> None:
    browser = signed_in(app, business)
    kept = str(browser.cookie)
    assert browser.post("/auth/sign-out").status_code == 204
    assert browser.cookie is None
    browser.keep_cookie(kept)
    check_problem(browser.get("/me"), 401, "not-signed-in")


def test_the_cookie_is_kept_from_scripts_other_hosts_and_other_sites(
    app: App, business: Business
) -> None:
    answer = visitor(app, business).post(SIGN_IN, credentials(business.owner))
    (header,) = answer.headers.getlist("Set-Cookie")
    name, *attributes = [part.strip() for part in header.split(";")]
    assert name.startswith("smooth_session=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(attributes)
    assert not [part for part in attributes if part.startswith("Domain")]


def test_under_https_the_cookie_is_secure_and_bound_to_its_host(
    business: Business, other_app: Callable[..., App]
) -> None:
    secure = other_app(PUBLIC_SCHEME="https", PUBLIC_PORT="")
    browser = Browser(secure, business.host, scheme="https").sign_in(business.owner)
    answer = browser.post("/auth/sign-out")
    (header,) = answer.headers.getlist("Set-Cookie")
    assert header.startswith("__Host-smooth_session=")
    assert "Secure" in header
    assert "Domain" not in header
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_answers_about_people_are_never_kept_by_caches(app: App, business: Business) -> None:
    browser = signed_in(app, business)
    assert browser.get("/me").headers["Cache-Control"] == "no-store"
    assert visitor(app, business).get("/me").headers["Cache-Control"] == "no-store"


def test_a_password_of_half_characters_is_refused_in_plain_words(
    app: App, business: Business
) -> None:
    body = credentials(business.owner, chr(0xD800) + "-and-more")
    answer = visitor(app, business).post(SIGN_IN, body)
    assert "password" in check_problem(answer, 422, "malformed")["errors"]["json"]
