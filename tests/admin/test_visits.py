"""Visits from the console: buttons that say why not, the list, and the banner."""

from __future__ import annotations

import html
import re

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.admin.console import HOST, Console, console_of
from tests.factories import Business, make_business, make_platform_person
from tests.visiting import ask_entry, ask_masquerade, enter, masquerade, take_csrf
from tests.web import check_problem

LIST = "/admin/visits/"
USERS = "/admin/users/"


def denial_of(text: str, name: str) -> str | None:
    """Why the person's masquerade button is disabled; None for one that works."""
    button = re.search(rf'<button[^>]*aria-label="Masquerade {re.escape(name)}"[^>]*>', text)
    assert button, f"no button for {name}"
    if "data-dialog" in button.group():
        return None
    assert 'aria-disabled="true"' in button.group()
    id = re.search(r'aria-describedby="([^"]+)"', button.group())
    assert id
    told = re.search(rf'id="{id.group(1)}">([^<]+)<', text)
    assert told
    return html.unescape(told.group(1))


@pytest.mark.parametrize("role", [Role.SUPERUSER, Role.PLATFORM_SUPPORT])
def test_each_masquerade_button_says_what_the_api_says(
    app: App, runtime: Runtime, admin: psycopg.Connection, business: Business, role: Role
) -> None:
    make_platform_person(runtime, Role.SUPERUSER)
    admin.execute("UPDATE users SET is_active = false WHERE role = 'CUSTOMER'")
    console = console_of(app, runtime, role)
    admin.execute("UPDATE platform_users SET name = email")
    text = console.page(USERS).text
    rows = admin.execute(
        "SELECT tenant_id, id, name FROM users UNION ALL SELECT NULL, id, name FROM platform_users"
    ).fetchall()
    for tenant_id, id, name in rows:
        denial = denial_of(text, name)
        if denial is not None:
            answer = ask_masquerade(console, tenant_id, id)
            assert answer.json["title"] == denial, name
    denials = {name: denial_of(text, name) for _, _, name in rows}
    assert denials["Aurora Owner"] is None
    assert "not active" in str(denials["Aurora Customer"])


def test_managers_are_shown_no_masquerade_at_all(
    app: App, runtime: Runtime, business: Business
) -> None:
    console = console_of(app, runtime, Role.PLATFORM_MANAGER)
    assert "Masquerade" not in console.page(USERS).text
    check_problem(ask_masquerade(console, business.id, business.owner.id), 403)


def test_people_of_a_suspended_business_are_out_of_reach_with_the_reason(
    app: App, runtime: Runtime, admin: psycopg.Connection, business: Business
) -> None:
    admin.execute("UPDATE tenants SET status = 'suspended'")
    console = console_of(app, runtime, Role.SUPERUSER)
    assert "suspended" in str(denial_of(console.page(USERS).text, "Aurora Owner"))
    text = console.page("/admin/tenants/").text
    assert "This business is suspended; nobody can enter it." in text


def test_the_banner_tells_both_identities_and_offers_the_way_back(
    app: App, runtime: Runtime, business: Business
) -> None:
    console = console_of(app, runtime, Role.SUPERUSER)
    assert 'aria-label="Visit"' not in console.page(LIST).text
    masquerade(app, console, business, business.owner)
    for path in (LIST, USERS, "/admin/tenants/", "/admin/audit/"):
        text = console.page(path).text
        assert f"in the place of <strong>{business.owner.email}</strong>" in text
        assert "really you are <strong>SUPERUSER Person</strong>" in text
        assert "data-seconds=" in text
    stop = re.search(r'action="/api/v1(/platform/visits/[^"]+/end)"', text)
    assert stop
    assert console.post(stop.group(1)).status_code == 200
    assert 'aria-label="Visit"' not in console.page(LIST).text


def test_a_superuser_in_a_colleagues_place_sees_the_banner_and_the_colleagues_pages(
    app: App, runtime: Runtime, business: Business
) -> None:
    console = console_of(app, runtime, Role.SUPERUSER)
    sales = make_platform_person(runtime, Role.PLATFORM_SALES)
    assert ask_masquerade(console, None, sales.id, mode="view").status_code == 200
    take_csrf(console)
    text = console.page("/admin/tenants/").text
    assert f"in the place of <strong>{sales.email}</strong>" in text
    assert business.mark not in text
    assert 'action="/api/v1/auth/visit/stop"' in text
    assert console.page("/admin/jobs/").status_code == 403
    assert console.post("/auth/visit/stop").status_code == 200


def test_visits_are_listed_open_and_over_and_ended_by_whoever_is_on_them(
    app: App, runtime: Runtime, business: Business
) -> None:
    console = console_of(app, runtime, Role.PLATFORM_SUPPORT)
    enter(app, console, business)
    text = console.page(f"{LIST}?flt0_state_is=open").text
    assert "“ticket 7”" in text
    id = re.search(r"&#34;id&#34;: &#34;([0-9a-f-]{36})", text) or re.search(
        r"id[^0-9a-f]{1,20}([0-9a-f]{8}-[0-9a-f-]{27})", text
    )
    assert id
    other = console_of(app, runtime, Role.PLATFORM_SUPPORT)
    assert "ticket 7" not in other.page(LIST).text
    assert other.send("/admin/visits/end", id=id.group(1)).status_code == 404
    manager = console_of(app, runtime, Role.PLATFORM_MANAGER)
    assert "ticket 7" in manager.page(LIST).text
    assert console.send("/admin/visits/end", id=id.group(1)).status_code == 303
    assert "Nothing fits" in console.page(f"{LIST}?flt0_state_is=open").text
    assert "Released" in console.page(f"{LIST}?flt0_state_is=over").text


def test_sales_enters_demo_businesses_and_sees_their_visits_only(
    app: App, runtime: Runtime, admin: psycopg.Connection, business: Business
) -> None:
    demo = make_business(runtime, "tryout", is_temporary=True)
    superuser = Console(app, HOST).enter(make_platform_person(runtime, Role.SUPERUSER))
    enter(app, superuser, business)
    sales = console_of(app, runtime, Role.PLATFORM_SALES)
    enter(app, sales, demo)
    text = sales.page(LIST).text
    assert "Tryout House" in text
    assert business.mark not in text
    check_problem(ask_entry(sales, business.id), 404)
