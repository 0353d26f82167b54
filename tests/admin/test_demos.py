"""Demo businesses in the console: made, extended, thrown away, and never a real one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.admin.console import Console, console_of
from tests.factories import BASE, Business, make_business
from tests.mailbox import Mailbox
from tests.web import Browser

LIST = "/admin/demos/"


@pytest.fixture(params=[Role.SUPERUSER, Role.PLATFORM_SALES])
def maker(app: App, runtime: Runtime, request: pytest.FixtureRequest) -> Console:
    """Somebody who makes demos."""
    return console_of(app, runtime, request.param)


def form_of(admin: psycopg.Connection, subdomain: str, **fields: object) -> dict[str, Any]:
    row = admin.execute(
        "SELECT id, version FROM tenants WHERE subdomain LIKE %s", [f"{subdomain}%"]
    ).fetchone()
    assert row is not None
    return {"id": row[0], "version": row[1], **fields}


def test_a_demo_is_made_shown_with_its_log_ins_and_thrown_away(
    app: App, maker: Console, admin: psycopg.Connection, mailbox: Mailbox
) -> None:
    answer = maker.send("/admin/demos/make", flavour="clinic", days=3)
    assert answer.location == "/admin/demos/?done=ordered"
    assert "is being made" in maker.page(answer.location).text
    mailbox.deliver()
    text = maker.page(LIST).text
    assert "Kiez Praxis" in text
    assert "Owner: " in text
    assert "Password: " in text
    form = form_of(admin, "clinic")
    assert maker.send("/admin/demos/throw", **form).location.endswith("?done=thrown")
    text = maker.page(LIST).text
    assert 'aria-label="Extend Kiez Praxis"' not in text
    host = admin.execute("SELECT subdomain FROM tenants WHERE is_temporary").fetchone()
    assert host is not None
    assert Browser(app, f"{host[0]}.{BASE}").get("/public/business").status_code == 403
    mailbox.deliver()
    assert admin.execute("SELECT count(*) FROM tenants").fetchone() == (0,)
    assert "There is no demo business" in maker.page(LIST).text


def test_a_demo_lives_on_from_now(
    maker: Console, runtime: Runtime, admin: psycopg.Connection
) -> None:
    make_business(runtime, "tryout", is_temporary=True)
    form = form_of(admin, "tryout", days=40)
    assert maker.send("/admin/demos/extend", **form).location.endswith("?done=extended")
    left = admin.execute("SELECT expires_at - now() FROM tenants").fetchone()
    assert left is not None
    assert timedelta(days=39, hours=23) < left[0] <= timedelta(days=40)
    assert maker.send("/admin/demos/extend", **form).status_code == 412
    assert (
        maker.send("/admin/demos/throw", **form_of(admin, "tryout", version=0)).status_code == 412
    )


@pytest.mark.parametrize("days", ["0", "61", "-1", "many", "1.5", ""])
def test_a_life_is_of_whole_days_and_not_too_long(
    app: App, runtime: Runtime, admin: psycopg.Connection, days: str
) -> None:
    console = console_of(app, runtime, Role.PLATFORM_SALES)
    make_business(runtime, "tryout", is_temporary=True)
    assert console.send("/admin/demos/make", flavour="salon", days=days).status_code == 422
    form = form_of(admin, "tryout", days=days)
    assert console.send("/admin/demos/extend", **form).status_code == 422
    assert console.send("/admin/demos/make", flavour="bakery", days=1).status_code == 422
    for more in ({"is_temporary": "false"}, {"tenant_id": form["id"]}, {"plan": "enterprise"}):
        form = form_of(admin, "tryout", days=3, **more)
        assert console.send("/admin/demos/extend", **form).status_code == 422


@pytest.mark.parametrize(("role", "status"), [(Role.SUPERUSER, 409), (Role.PLATFORM_SALES, 404)])
def test_a_real_business_is_neither_shown_extended_nor_thrown_away(
    app: App,
    runtime: Runtime,
    admin: psycopg.Connection,
    business: Business,
    role: Role,
    status: int,
) -> None:
    console = console_of(app, runtime, role)
    assert business.mark not in console.page(LIST).text
    assert business.mark not in console.page(f"{LIST}export.csv").text
    before = admin.execute("SELECT to_jsonb(t) FROM tenants t").fetchall()
    form = form_of(admin, "aurora")
    assert console.send("/admin/demos/throw", **form).status_code == status
    assert console.send("/admin/demos/extend", **form, days=3).status_code == status
    assert admin.execute("SELECT to_jsonb(t) FROM tenants t").fetchall() == before
