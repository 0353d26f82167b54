"""Sessions are kept on the server: listed, revoked, expired, ended by idleness."""

from __future__ import annotations

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.users.rules import Role
from tests.factories import Business
from tests.web import check_problem, signed_in, visitor


def test_one_sees_ones_own_sessions_and_which_is_this_one(app: App, business: Business) -> None:
    here, there = signed_in(app, business), signed_in(app, business)
    signed_in(app, business, business.people[Role.TENANT_STAFF])
    items = here.get("/auth/sessions").json["items"]
    assert len(items) == 2
    assert [item["is_current"] for item in items].count(True) == 1
    assert there.get("/me").status_code == 200


def test_another_browser_is_signed_out_from_here(app: App, business: Business) -> None:
    here, there = signed_in(app, business), signed_in(app, business)
    (other,) = [s for s in here.get("/auth/sessions").json["items"] if not s["is_current"]]
    assert here.call("DELETE", f"/auth/sessions/{other['id']}").status_code == 204
    check_problem(there.get("/me"), 401, "not-signed-in")
    assert here.get("/me").status_code == 200
    check_problem(here.call("DELETE", f"/auth/sessions/{other['id']}"), 404, "not-found")


def test_a_colleagues_session_is_not_there_for_me(app: App, business: Business) -> None:
    mine = signed_in(app, business)
    theirs = signed_in(app, business, business.people[Role.TENANT_MANAGER])
    (session,) = theirs.get("/auth/sessions").json["items"]
    check_problem(mine.call("DELETE", f"/auth/sessions/{session['id']}"), 404, "not-found")
    assert theirs.get("/me").status_code == 200


@pytest.mark.parametrize(
    "aged",
    [
        "expires_at = now() - interval '1 second'",
        "last_seen_at = now() - interval '8 days'",
        "revoked_at = now()",
    ],
)
def test_a_session_is_over_when_expired_long_idle_or_revoked(
    app: App, business: Business, admin: psycopg.Connection, aged: str
) -> None:
    browser = signed_in(app, business)
    admin.execute(f"UPDATE sessions SET {aged}")
    check_problem(browser.get("/me"), 401, "not-signed-in")
    check_problem(browser.post("/auth/sign-out"), 401, "not-signed-in")


def test_a_session_in_use_does_not_become_idle(
    app: App, business: Business, admin: psycopg.Connection
) -> None:
    browser = signed_in(app, business)
    admin.execute("UPDATE sessions SET last_seen_at = now() - interval '6 days'")
    assert browser.get("/me").status_code == 200
    age = admin.execute("SELECT now() - last_seen_at < interval '1 minute' FROM sessions")
    assert age.fetchone() == (True,)


def test_a_session_that_cannot_be_kept_alive_undoes_no_request(
    app: App, business: Business, admin: psycopg.Connection
) -> None:
    browser = signed_in(app, business)
    admin.execute("UPDATE sessions SET last_seen_at = now() - interval '6 days'")
    admin.execute("REVOKE UPDATE ON sessions FROM smooth_app")
    try:
        assert browser.post("/locations", {"name": "Yard", "time_zone": "UTC"}).status_code == 201
    finally:
        admin.execute("GRANT UPDATE ON sessions TO smooth_app")


def test_only_the_hash_of_a_sessions_secret_is_stored(
    app: App, business: Business, admin: psycopg.Connection
) -> None:
    secret = str(signed_in(app, business).cookie)
    row = admin.execute("SELECT row_to_json(s)::text FROM sessions s").fetchone()
    assert row is not None
    assert secret not in row[0]
    assert secret.encode().hex() not in row[0]


def test_a_cookie_with_nonsense_is_nobodys(app: App, business: Business) -> None:
    for value in ("", "x", "\N{SNOWMAN}".encode().decode("latin-1"), "a" * 3000, "%00", "a;b"):
        browser = visitor(app, business)
        answer = browser.client.get(
            "/api/v1/me",
            base_url=browser.base_url,
            environ_overrides={"HTTP_COOKIE": f"smooth_session={value}"},
        )
        check_problem(answer, 401, "not-signed-in")
