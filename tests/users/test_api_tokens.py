"""API tokens: made by the owner, bounded by scopes and by what their maker still holds."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from werkzeug.test import TestResponse

from smoothschedule.access import MATRIX, PERMISSIONS
from smoothschedule.core.api import App
from smoothschedule.core.tokens import token_hash
from smoothschedule.users import throttle
from smoothschedule.users.rules import Role
from smoothschedule.users.scopes import SCOPES
from tests.factories import Business, soon, wire
from tests.operations import app_without_servers, operations_of
from tests.web import Browser, check_problem, signed_in, visitor

TOKENS = "/api-tokens"
EVERYTHING = sorted(SCOPES)


def make(owner: Browser, *scopes: str, **more: Any) -> dict[str, Any]:
    body = {"name": "Script", "scopes": list(scopes) or EVERYTHING, "expires_in_days": 30, **more}
    answer = owner.post(TOKENS, body)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    made: dict[str, Any] = answer.json
    return made


class Script:
    """A program with a token and no cookies."""

    def __init__(self, app: App, host: str, token: str) -> None:
        self.browser = Browser(app, host)
        self.headers = {"Authorization": f"Bearer {token}"}

    def call(self, method: str, path: str, json: Any = None) -> TestResponse:
        return self.browser.call(method, path, json, headers=self.headers)

    def get(self, path: str) -> TestResponse:
        return self.call("GET", path)


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


def test_a_script_acts_within_its_scopes(app: App, business: Business, owner: Browser) -> None:
    made = make(owner, "view_setup", "view_all_calendars", "book_appointments")
    script = Script(app, business.host, made["token"])
    assert script.get("/services").status_code == 200
    body = {
        "service_id": str(business.service_id),
        "starts_at": wire(soon()),
        "customer_id": str(business.customer_id),
    }
    assert script.call("POST", "/appointments", body).status_code == 201
    for path in ("/customers", "/users", "/tenant", "/me", TOKENS):
        check_problem(script.get(path), 403, "not-allowed")


def test_what_a_script_did_is_told_of_its_maker_and_its_token(
    app: App, business: Business, owner: Browser, admin: psycopg.Connection
) -> None:
    made = make(owner, "edit_customers")
    script = Script(app, business.host, made["token"])
    assert script.call("POST", "/customers", {"name": "Cleo"}).status_code == 201
    row = admin.execute(
        "SELECT actor_id, details ->> 'api_token_id' FROM audit_events"
        " WHERE tag = 'customer.changed' ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert row == (business.owner.id, made["id"])


def test_the_secret_is_shown_once_and_kept_as_its_hash(
    owner: Browser, admin: psycopg.Connection
) -> None:
    made = make(owner)
    assert made["token"].startswith("sst_")
    assert made["prefix"] == made["token"][:12]
    listed = owner.get(TOKENS).get_data(as_text=True)
    assert made["prefix"] in listed
    assert made["token"] not in listed
    row = admin.execute("SELECT token_hash, row_to_json(t)::text FROM api_tokens t").fetchone()
    assert row is not None
    assert row[0] == token_hash(made["token"])
    told = [text for (text,) in admin.execute("SELECT row_to_json(t)::text FROM audit_events t")]
    assert not [text for text in [row[1], *told] if made["token"][12:] in text]


@pytest.mark.parametrize(
    "scope",
    ["manage_api_tokens", "edit_tenant", "use_account", "view_tenants", "transfer_ownership", "*"],
)
def test_nobody_gives_a_token_what_no_token_may_hold(owner: Browser, scope: str) -> None:
    body = {"name": "Script", "scopes": ["view_setup", scope], "expires_in_days": 1}
    refused = check_problem(owner.post(TOKENS, body), 422)
    assert refused["errors"]["json"]["scopes"]
    assert owner.get(TOKENS).json["items"] == []


def test_scopes_are_permissions_that_the_owner_holds() -> None:
    assert SCOPES.keys() <= PERMISSIONS.keys()
    assert SCOPES.keys() <= MATRIX[Role.TENANT_OWNER]


def test_no_route_that_is_done_in_person_is_open_to_a_scope() -> None:
    operations = operations_of(app_without_servers())
    in_person = [o for o in operations if o.access.in_person]
    assert len(in_person) > 10
    # A script may send contracts; a device is handed over by somebody who holds it.
    assert {o.name for o in in_person if o.access.permission in SCOPES} == {"handOverDevice"}


@pytest.mark.parametrize("role", [Role.TENANT_MANAGER, Role.TENANT_STAFF, Role.CUSTOMER])
def test_only_the_owner_makes_tokens(app: App, business: Business, role: Role) -> None:
    browser = signed_in(app, business, business.people[role])
    body = {"name": "Script", "scopes": ["view_setup"], "expires_in_days": 1}
    check_problem(browser.post(TOKENS, body), 403, "not-allowed")
    check_problem(browser.get(TOKENS), 403, "not-allowed")


def test_a_token_holds_no_more_than_its_maker_still_holds(
    app: App, business: Business, owner: Browser, admin: psycopg.Connection
) -> None:
    script = Script(app, business.host, make(owner)["token"])
    assert script.get("/customers").status_code == 200
    admin.execute("UPDATE users SET role = 'CUSTOMER' WHERE id = %s", [business.owner.id])
    check_problem(script.get("/customers"), 403, "not-allowed")
    assert script.get("/tenant").status_code == 200
    admin.execute("UPDATE users SET is_active = false WHERE id = %s", [business.owner.id])
    check_problem(script.get("/tenant"), 401, "token-refused")


@pytest.mark.parametrize(
    "change",
    ["expires_at = now()", "revoked_at = now()", "token_hash = sha256('another')"],
)
def test_an_expired_revoked_or_unknown_token_gets_one_answer(
    app: App, business: Business, owner: Browser, admin: psycopg.Connection, change: str
) -> None:
    script = Script(app, business.host, make(owner)["token"])
    assert script.get("/services").status_code == 200
    admin.execute(f"UPDATE api_tokens SET {change}")  # type: ignore[arg-type]
    refused = check_problem(script.get("/services"), 401, "token-refused")
    assert refused["title"] == "This API token is unknown here, has expired or was revoked."


def test_revoking_works_at_once_and_once(app: App, business: Business, owner: Browser) -> None:
    made = make(owner)
    script = Script(app, business.host, made["token"])
    assert owner.call("DELETE", f"{TOKENS}/{made['id']}").status_code == 204
    check_problem(script.get("/services"), 401, "token-refused")
    check_problem(owner.call("DELETE", f"{TOKENS}/{made['id']}"), 404)
    assert owner.get(TOKENS).json["items"] == []


def test_a_token_of_one_business_is_nothing_elsewhere(
    app: App, business: Business, rival: Business, owner: Browser
) -> None:
    token = make(owner)["token"]
    base = "smoothschedule.localhost"
    check_problem(Script(app, rival.host, token).get("/services"), 401, "token-refused")
    check_problem(Script(app, f"platform.{base}", token).get("/me"), 401, "token-refused")
    check_problem(Script(app, f"nobody.{base}", token).get("/services"), 404, "unknown-host")


@pytest.mark.parametrize("token", ["", "sst_", "x" * 5000, "sst_' OR true --", "sst_\u00e9"])
def test_what_is_no_token_opens_nothing(app: App, business: Business, token: str) -> None:
    check_problem(Script(app, business.host, token).get("/services"), 401, "token-refused")


def test_a_session_of_the_maker_is_no_token_and_a_token_no_cookie(
    app: App, business: Business, owner: Browser
) -> None:
    check_problem(Script(app, business.host, str(owner.cookie)).get("/services"), 401)
    thief = visitor(app, business)
    thief.keep_cookie(make(owner)["token"])
    check_problem(thief.get("/services"), 401, "not-signed-in")


def test_cookie_and_token_together_are_refused(business: Business, owner: Browser) -> None:
    headers = {"Authorization": f"Bearer {make(owner)['token']}"}
    check_problem(owner.get("/services", headers=headers), 400, "two-identities")


def test_a_suspended_business_is_closed_to_scripts_too(
    app: App, business: Business, owner: Browser, admin: psycopg.Connection
) -> None:
    script = Script(app, business.host, make(owner)["token"])
    admin.execute("UPDATE tenants SET status = 'suspended'")
    check_problem(script.get("/services"), 403, "tenant-suspended")


def test_the_last_use_is_written_now_and_then(
    app: App, business: Business, owner: Browser, admin: psycopg.Connection
) -> None:
    script = Script(app, business.host, make(owner)["token"])
    seen = []
    for age in ("0 minutes", "4 minutes", "6 minutes"):
        admin.execute("UPDATE api_tokens SET last_used_at = last_used_at - %s::interval", [age])
        before = admin.execute("SELECT last_used_at FROM api_tokens").fetchone()
        script.get("/services")
        seen.append(admin.execute("SELECT last_used_at FROM api_tokens").fetchone() != before)
    assert seen == [True, False, True]


def test_a_script_that_runs_wild_is_slowed_down(
    app: App, business: Business, owner: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "USES", "5 per hour")
    script = Script(app, business.host, make(owner)["token"])
    other = Script(app, business.host, make(owner)["token"])
    seen = [script.get(path).status_code for path in ["/locations", "/services"] * 3]
    assert seen == [200] * 5 + [429]
    assert other.get("/locations").status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"expires_in_days": 0},
        {"expires_in_days": 366},
        {"expires_in_days": "1"},
        {"scopes": []},
        {"scopes": "view_setup"},
        {"name": " "},
        {"token_hash": "00"},
        {"created_by_id": "01a21419-c62a-75c7-abf0-22d2542ca037"},
        {"tenant_id": "01a21419-c62a-75c7-abf0-22d2542ca037"},
        {"revoked_at": None},
    ],
)
def test_malformed_tokens_and_hidden_fields_are_refused(
    owner: Browser, change: dict[str, Any]
) -> None:
    body = {"name": "Script", "scopes": ["view_setup"], "expires_in_days": 1, **change}
    check_problem(owner.post(TOKENS, body), 422)


def test_openapi_says_how_scripts_are_known() -> None:
    spec = app_without_servers().extensions["smoothschedule.api"].spec.to_dict()
    assert spec["components"]["securitySchemes"]["api_token"]["scheme"] == "bearer"
    assert {"api_token": []} in spec["security"]
