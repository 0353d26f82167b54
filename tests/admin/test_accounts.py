"""People in the console: the directory of accounts, and nothing beyond it."""

from __future__ import annotations

import psycopg

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.admin.console import console_of
from tests.factories import Business, make_business, make_platform_person

LIST = "/admin/users/"


def test_people_of_businesses_and_of_the_platform_are_one_list(
    app: App, runtime: Runtime, business: Business
) -> None:
    colleague = make_platform_person(runtime, Role.PLATFORM_SUPPORT)
    shown = console_of(app, runtime, Role.PLATFORM_MANAGER).page(LIST).text
    assert "platform-<wbr>" not in shown
    text = shown.replace("<wbr>", "")  # where a long address may be broken
    for person in (*business.people.values(), colleague):
        assert person.email in text
    for words in ("Owner", "Manager", "Staff", "Customer", "Support", "Platform manager"):
        assert f">{words}</span>" in text


def test_sales_sees_people_of_demo_businesses_only(
    app: App, runtime: Runtime, admin: psycopg.Connection, business: Business
) -> None:
    demo = make_business(runtime, "tryout", is_temporary=True)
    admin.execute("UPDATE users SET is_temporary = true WHERE tenant_id = %s", [demo.id])
    colleague = make_platform_person(runtime, Role.SUPERUSER)
    sales = console_of(app, runtime, Role.PLATFORM_SALES)
    for path in (LIST, f"{LIST}export.csv", f"{LIST}?search=example"):
        text = sales.page(path).text
        assert demo.owner.email in text
        assert business.owner.email not in text
        assert colleague.email not in text


def test_the_list_is_searched_and_filtered(
    app: App, runtime: Runtime, business: Business, rival: Business
) -> None:
    console = console_of(app, runtime, Role.SUPERUSER)
    found = console.page(f"{LIST}?search=aurora.owner@example.com").text
    assert business.owner.email in found
    assert rival.owner.email not in found
    found = console.page(f"{LIST}?flt0_role_is=TENANT_STAFF&flt1_x=").text
    assert business.people[Role.TENANT_STAFF].email in found
    assert business.owner.email not in found
    found = console.page(f"{LIST}?flt1_business_address_contains=BOREALIS").text
    assert rival.owner.email in found
    assert business.owner.email not in found
