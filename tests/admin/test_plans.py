"""Plans and trials of businesses, as they are changed in the console."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.admin.console import Console, console_of
from tests.admin.test_tenants import form_of, row_of
from tests.factories import Business

LIST = "/admin/tenants/"


@pytest.fixture
def console(app: App, runtime: Runtime) -> Console:
    return console_of(app, runtime, Role.PLATFORM_MANAGER)


@pytest.mark.parametrize(
    ("price", "minor", "shown"),
    [
        ("", 7_900, "79.00 USD a month"),
        (" 29.50 ", 2_950, "29.50 USD a month"),
        ("0", 0, "0.00 USD a month"),
        ("1234.05", 123_405, "1,234.05 USD a month"),
    ],
)
def test_a_plan_is_changed_for_the_list_price_or_another(
    console: Console,
    admin: psycopg.Connection,
    business: Business,
    price: str,
    minor: int,
    shown: str,
) -> None:
    form = form_of(admin, business, plan="business", price=price)
    answer = console.send("/admin/tenants/plan", **form)
    assert answer.location == "/admin/tenants/?done=planned"
    assert shown in console.page(LIST).text
    row = row_of(admin, business)
    assert (row["plan"], row["plan_price_minor"], row["plan_currency"]) == (
        "business",
        minor,
        "USD",
    )


@pytest.mark.parametrize(
    "more",
    [
        {"price": "29.505"},
        {"price": "-1"},
        {"price": "NaN"},
        {"price": "Infinity"},
        {"price": "29,50"},
        {"price": "1000001"},
        {"price": "1e400"},
        {"price": "1e-400"},
        {"plan": "unlimited"},
        {"plan": ""},
        {"status": "active"},
        {"is_temporary": "true"},
        {"currency": "EUR"},
    ],
)
def test_a_plan_that_is_none_changes_nothing(
    console: Console, admin: psycopg.Connection, business: Business, more: dict[str, str]
) -> None:
    before = row_of(admin, business)
    form = form_of(admin, business, plan="business", price="") | more
    assert console.send("/admin/tenants/plan", **form).status_code == 422
    assert row_of(admin, business) == before


def test_a_plan_from_a_page_that_is_out_of_date_is_refused(
    console: Console, admin: psycopg.Connection, business: Business
) -> None:
    form = form_of(admin, business, plan="business", price="")
    assert console.send("/admin/tenants/plan", **form).status_code == 303
    assert console.send("/admin/tenants/plan", **form | {"plan": "free"}).status_code == 412
    assert row_of(admin, business)["plan"] == "business"


def test_a_trial_ends_on_another_day_while_there_is_one(
    console: Console, admin: psycopg.Connection, business: Business
) -> None:
    assert f'aria-label="Trial {business.mark}' in console.page(LIST).text
    form = form_of(admin, business, days=20)
    assert console.send("/admin/tenants/trial", **form).location.endswith("?done=extended")
    left = admin.execute("SELECT trial_ends_at - now() FROM tenants").fetchone()
    assert left is not None
    assert timedelta(days=19, hours=23) < left[0] <= timedelta(days=20)
    assert "until <time" in console.page(LIST).text
    for days in ("0", "366", "soon", ""):
        form = form_of(admin, business, days=days)
        assert console.send("/admin/tenants/trial", **form).status_code == 422
    admin.execute("UPDATE tenants SET status = 'active', trial_ends_at = NULL")
    assert 'aria-label="Trial ' not in console.page(LIST).text
    answer = console.send("/admin/tenants/trial", **form_of(admin, business, days=20))
    assert answer.status_code == 409
    assert row_of(admin, business)["trial_ends_at"] is None


@pytest.mark.parametrize("role", [Role.PLATFORM_SALES, Role.PLATFORM_SUPPORT])
def test_who_may_not_change_plans_is_shown_no_such_buttons(
    app: App, runtime: Runtime, business: Business, role: Role
) -> None:
    text = console_of(app, runtime, role).page(LIST).text
    assert 'data-dialog="plan"' not in text
    assert 'data-dialog="trial"' not in text
