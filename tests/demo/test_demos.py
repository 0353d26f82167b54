"""Demo businesses: ordered, made, shown, extended, thrown away, erased."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.demo.erasure import erase, tables_of_tenants
from smoothschedule.runtime import Runtime
from smoothschedule.scheduler import erase_expired_demos
from smoothschedule.users.rules import Role
from tests.databases import Database
from tests.factories import BASE, Business, Person, make_platform_person, picture
from tests.mailbox import Mailbox
from tests.web import Browser, check_problem


def on_platform(app: App, runtime: Runtime, role: Role) -> Browser:
    return Browser(app, f"platform.{BASE}").enter(make_platform_person(runtime, role))


@pytest.fixture
def sales(app: App, runtime: Runtime) -> Browser:
    return on_platform(app, runtime, Role.PLATFORM_SALES)


@pytest.fixture
def ready(sales: Browser, mailbox: Mailbox) -> dict[str, Any]:
    """A salon, as its maker sees it."""
    ordered = sales.post("/platform/demos", {"days": 3})
    assert ordered.status_code == 202, ordered.get_data(as_text=True)
    mailbox.deliver()
    return dict(sales.get(f"/platform/demos/{ordered.json['id']}").json)


def host_of(demo: dict[str, Any]) -> str:
    return str(demo["url"]).split("/")[2].partition(":")[0]


def owner_of(app: App, demo: dict[str, Any]) -> Browser:
    email = next(a["email"] for a in demo["accounts"] if a["role"] == "TENANT_OWNER")
    person = Person(UUID(int=0), email, Role.TENANT_OWNER, "Olivia")
    return Browser(app, host_of(demo)).sign_in(person, demo["password"])


def left_of(admin: psycopg.Connection, tenant_id: str) -> list[str]:
    """Tables in which rows of the tenant are left, the audit aside."""
    names = [table.name for tables in tables_of_tenants() for table in tables]
    assert len(names) > 12
    counted = {
        name: admin.execute(
            f"SELECT count(*) FROM {name} WHERE tenant_id = %s", [tenant_id]
        ).fetchone()
        for name in names
    }
    return [name for name, count in counted.items() if count != (0,)]


def test_an_ordered_demo_says_how_far_it_is_until_it_is_ready(
    sales: Browser, mailbox: Mailbox
) -> None:
    ordered = sales.post("/platform/demos", {"flavour": "clinic", "days": 3}).json
    assert (ordered["state"], ordered["url"], ordered["password"]) == ("waiting", None, None)
    path = f"/platform/demos/{ordered['id']}"
    assert sales.get(path).json["state"] == "waiting"
    mailbox.relay.empty()
    assert sales.get(path).json["state"] == "waiting"
    mailbox.deliver()
    ready = sales.get(path).json
    assert (ready["state"], ready["name"]) == ("ready", "Kiez Praxis")
    assert [a["role"] for a in ready["accounts"]] == [
        "TENANT_OWNER",
        "TENANT_MANAGER",
        "TENANT_STAFF",
        "CUSTOMER",
    ]


def test_a_demo_is_lived_in_temporary_and_on_the_business_plan(
    app: App, ready: dict[str, Any], admin: psycopg.Connection
) -> None:
    owner = owner_of(app, ready)
    shown = owner.get("/tenant").json
    assert (shown["plan"], shown["status"], shown["is_temporary"]) == ("business", "active", True)
    assert shown["expires_at"] == ready["expires_at"]
    assert owner.get("/customers").json["items"]
    (span,) = admin.execute(
        "SELECT extract(day FROM max(starts_at) - min(starts_at))::int FROM appointments"
    ).fetchone() or (0,)
    assert 36 <= span <= 42
    flags = {flag for (flag,) in admin.execute("SELECT is_temporary FROM users")}
    assert flags == {True}


def test_two_demos_have_addresses_and_passwords_of_their_own(
    sales: Browser, mailbox: Mailbox, ready: dict[str, Any]
) -> None:
    other = sales.post("/platform/demos", {}).json
    mailbox.deliver()
    second = sales.get(f"/platform/demos/{other['id']}").json
    assert second["url"] != ready["url"]
    assert second["password"] != ready["password"]


@pytest.mark.parametrize(
    "body",
    [{"flavour": "garage"}, {"days": 0}, {"days": 61}, {"days": "3"}, {"is_temporary": False}],
)
def test_a_demo_that_cannot_be_is_refused(sales: Browser, body: dict[str, Any]) -> None:
    check_problem(sales.post("/platform/demos", body), 422, "malformed")


def test_support_makes_no_demos(app: App, runtime: Runtime, ready: dict[str, Any]) -> None:
    support = on_platform(app, runtime, Role.PLATFORM_SUPPORT)
    path = f"/platform/demos/{ready['id']}"
    check_problem(support.post("/platform/demos", {}), 403, "not-allowed")
    check_problem(support.get(path), 403, "not-allowed")
    check_problem(support.post(f"{path}/extend", {"days": 3}, version=1), 403, "not-allowed")
    check_problem(support.call("DELETE", path, version=1), 403, "not-allowed")


def test_a_demo_lives_longer_when_extended(
    sales: Browser, ready: dict[str, Any], admin: psycopg.Connection
) -> None:
    path = f"/platform/demos/{ready['id']}/extend"
    longer = sales.post(path, {"days": 30}, version=1)
    assert longer.json["expires_at"] > ready["expires_at"]
    check_problem(sales.post(path, {"days": 5}, version=1), 412, "stale")
    check_problem(sales.post(path, {"days": 61}, version=2), 422, "malformed")


@pytest.mark.parametrize("role", [Role.SUPERUSER, Role.PLATFORM_MANAGER, Role.PLATFORM_SALES])
def test_a_real_business_is_never_thrown_away(
    app: App,
    runtime: Runtime,
    business: Business,
    mailbox: Mailbox,
    admin: psycopg.Connection,
    role: Role,
) -> None:
    browser = on_platform(app, runtime, role)
    answers = [
        browser.call("DELETE", f"/platform/demos/{business.id}", version=1),
        browser.post(f"/platform/demos/{business.id}/extend", {"days": 3}, version=1),
    ]
    expected = (404, "not-found") if role is Role.PLATFORM_SALES else (409, "no-demo")
    for answer in answers:
        check_problem(answer, *expected)
    check_problem(browser.get(f"/platform/demos/{business.id}"), 404, "not-found")
    assert erase(runtime, business.id) is False
    assert admin.execute("SELECT status FROM tenants").fetchall() == [("trial",)]


def test_a_demo_thrown_away_is_gone_but_for_its_audit(
    app: App,
    runtime: Runtime,
    sales: Browser,
    ready: dict[str, Any],
    business: Business,
    mailbox: Mailbox,
    admin: psycopg.Connection,
) -> None:
    owner = owner_of(app, ready)
    logo = owner.call(
        "PUT", "/tenant/logo", data=picture(), content_type="image/png", version=1
    ).json["logo_url"]
    owner.post("/domains", {"host": "book.salon.example.com"})
    assert left_of(admin, ready["id"])
    mailbox.deliver()
    neighbours = left_of(admin, str(business.id))
    thrown = sales.call("DELETE", f"/platform/demos/{ready['id']}", version=2)
    assert thrown.status_code == 204, thrown.get_data(as_text=True)
    check_problem(owner.get("/me"), 403, "tenant-suspended")
    mailbox.deliver()
    check_problem(Browser(app, host_of(ready)).get("/me"), 404, "unknown-host")
    check_problem(sales.get(f"/platform/demos/{ready['id']}"), 404, "not-found")
    assert left_of(admin, ready["id"]) == []
    key = f"tenants/{ready['id']}/logo/{logo.rpartition('/')[2]}.png"
    assert runtime.files.size(key) is None
    told = {
        tag
        for (tag,) in admin.execute(
            "SELECT tag FROM audit_events WHERE tenant_id = %s", [ready["id"]]
        )
    }
    assert {"demo.seeded", "demo.thrown_away", "tenant.erased"} <= told
    assert left_of(admin, str(business.id)) == neighbours


def test_an_expired_demo_is_swept_and_others_are_not(
    runtime: Runtime,
    sales: Browser,
    ready: dict[str, Any],
    business: Business,
    mailbox: Mailbox,
    admin: psycopg.Connection,
) -> None:
    other = sales.post("/platform/demos", {}).json
    mailbox.deliver()
    assert erase_expired_demos(runtime) == 0
    admin.execute("UPDATE tenants SET expires_at = now() WHERE id = %s", [ready["id"]])
    assert erase_expired_demos(runtime) == 1
    assert erase_expired_demos(runtime) == 0
    left = {str(id) for (id,) in admin.execute("SELECT id FROM tenants")}
    assert left == {str(business.id), other["id"]}


def test_a_sweep_that_died_half_way_is_finished_by_the_next(
    runtime: Runtime, ready: dict[str, Any], admin: psycopg.Connection
) -> None:
    admin.execute(
        "UPDATE tenants SET expires_at = now(), status = 'suspended' WHERE id = %s", [ready["id"]]
    )
    for table in ("allocations", "appointment_answers", "appointments"):
        admin.execute(f"DELETE FROM {table}")
    assert erase_expired_demos(runtime) == 1
    assert admin.execute("SELECT count(*) FROM tenants").fetchone() == (0,)


def test_postgres_keeps_accounts_as_temporary_as_their_business(
    business: Business, admin: psycopg.Connection
) -> None:
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        admin.execute(
            "UPDATE users SET is_temporary = true WHERE email = %s", [business.owner.email]
        )
    admin.execute("UPDATE tenants SET is_temporary = true")
    assert {f for (f,) in admin.execute("SELECT is_temporary FROM users")} == {True}
    with pytest.raises(psycopg.errors.CheckViolation, match="only_demos_expire"):
        admin.execute("UPDATE tenants SET is_temporary = false, expires_at = now()")


def test_the_platforms_role_deletes_demos_only(
    database: Database, admin: psycopg.Connection
) -> None:
    admin.execute(
        "INSERT INTO tenants (id, name, subdomain, time_zone, is_temporary) VALUES"
        " (gen_random_uuid(), 'Real', 'real', 'UTC', false),"
        " (gen_random_uuid(), 'Demo', 'demo', 'UTC', true)"
    )
    with psycopg.connect(database.platform_url, autocommit=True) as connection:
        connection.execute("SELECT set_config('app.platform_role', 'SUPERUSER', false)")
        connection.execute("DELETE FROM tenants")
    assert admin.execute("SELECT subdomain FROM tenants").fetchall() == [("real",)]
