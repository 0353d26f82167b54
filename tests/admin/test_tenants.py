"""Businesses in the console: who sees which, closing and opening them, what forms cannot say."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from typing import Any

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.admin.console import Console, console_of
from tests.factories import Business, make_business

LIST = "/admin/tenants/"


@pytest.fixture
def console(app: App, runtime: Runtime) -> Console:
    return console_of(app, runtime, Role.SUPERUSER)


def row_of(admin: psycopg.Connection, business: Business) -> dict[str, Any]:
    row = admin.execute("SELECT to_jsonb(t) FROM tenants t WHERE id = %s", [business.id]).fetchone()
    assert row is not None
    found: dict[str, Any] = row[0]
    return found


def form_of(admin: psycopg.Connection, business: Business, **fields: object) -> dict[str, object]:
    return {"id": business.id, "version": row_of(admin, business)["version"], **fields}


def test_a_business_is_closed_with_a_reason_and_opened_again(
    console: Console, admin: psycopg.Connection, business: Business
) -> None:
    form = form_of(admin, business, reason="unpaid", back="search=aurora&sort=0")
    answer = console.send("/admin/tenants/suspend", **form)
    assert answer.status_code == 303
    assert answer.location == "/admin/tenants/?search=aurora&sort=0&done=suspended"
    shown = console.page(answer.location).text
    assert "The business is suspended." in shown
    assert "unpaid" in shown
    assert row_of(admin, business)["status"] == "suspended"
    answer = console.send("/admin/tenants/activate", **form_of(admin, business))
    assert answer.location == "/admin/tenants/?done=activated"
    assert row_of(admin, business)["status"] == "active"


def test_seats_and_this_months_appointments_are_shown_with_what_the_plan_includes(
    console: Console, admin: psycopg.Connection, business: Business
) -> None:
    text = console.page(LIST).text
    assert "1 of 60 seats" in text
    assert "0 of 20,000 appointments this month" in text
    admin.execute("UPDATE tenants SET plan = 'enterprise', status = 'active'")
    text = console.page(LIST).text
    assert ">1 seat<" in text
    assert "0 appointments this month" in text


def test_the_plans_dialog_knows_the_present_plan(
    console: Console, admin: psycopg.Connection, business: Business
) -> None:
    admin.execute("UPDATE tenants SET plan = 'business'")
    buttons = re.findall(r'data-dialog="plan"[^>]*data-values="([^"]*)"', console.page(LIST).text)
    (values,) = [json.loads(html.unescape(found)) for found in buttons]
    assert (values["id"], values["plan"]) == (str(business.id), "business")


def test_what_was_done_is_in_the_audit_with_whoever_did_it(
    console: Console, admin: psycopg.Connection, business: Business
) -> None:
    console.send("/admin/tenants/suspend", **form_of(admin, business, reason="unpaid"))
    told = admin.execute(
        "SELECT actor_role, subject_id FROM audit_events"
        " WHERE tag LIKE 'tenant.%' AND actor_realm = 'platform'"
    ).fetchall()
    assert told == [("SUPERUSER", business.id)]
    assert "SUPERUSER Person" in console.page("/admin/audit/?business=aurora").text


def test_a_page_that_is_out_of_date_changes_nothing(
    console: Console, admin: psycopg.Connection, business: Business
) -> None:
    form = form_of(admin, business, reason="unpaid") | {"version": 0}
    answer = console.send("/admin/tenants/suspend", **form)
    assert answer.status_code == 412
    assert "changed this in the meantime" in answer.text
    assert row_of(admin, business)["status"] == "trial"


def test_closing_twice_is_a_clash_in_plain_words(
    console: Console, admin: psycopg.Connection, business: Business
) -> None:
    console.send("/admin/tenants/suspend", **form_of(admin, business, reason="unpaid"))
    answer = console.send("/admin/tenants/suspend", **form_of(admin, business, reason="again"))
    assert answer.status_code == 409
    assert "in that state already" in answer.text


@pytest.mark.parametrize(
    "more",
    [
        {"is_temporary": "true"},
        {"plan": "enterprise"},
        {"tenant_id": "0199aaaa-0000-7000-8000-000000000000"},
        {"role": "SUPERUSER"},
        {"status": "active"},
        {"reason": ["one", "two"]},
        {"reason": ""},
        {"reason": "x" * 301},
        {"reason": "nul\0"},
        {"version": "many"},
        {"id": "aurora"},
        {"id": ""},
    ],
)
def test_a_form_says_nothing_but_its_own_fields(
    console: Console, admin: psycopg.Connection, business: Business, more: dict[str, object]
) -> None:
    before = row_of(admin, business)
    form = form_of(admin, business, reason="unpaid") | more
    assert console.send("/admin/tenants/suspend", **form).status_code == 422
    assert row_of(admin, business) == before


def test_a_business_that_nobody_has_is_not_found(console: Console) -> None:
    nobodys = "0199aaaa-0000-7000-8000-000000000000"
    answer = console.send("/admin/tenants/suspend", id=nobodys, version=1, reason="x")
    assert answer.status_code == 404


@pytest.mark.parametrize("back", ["//evil.example", "\r\nSet-Cookie: a=b", "https://evil.example"])
def test_the_way_back_leads_to_the_list_whatever_the_form_says(
    console: Console, admin: psycopg.Connection, business: Business, back: str
) -> None:
    form = form_of(admin, business, reason="unpaid", back=back)
    answer = console.send("/admin/tenants/suspend", **form)
    assert answer.location.startswith("/admin/tenants/?")
    assert "Set-Cookie" not in answer.headers


def test_sales_sees_demo_businesses_only(app: App, runtime: Runtime, business: Business) -> None:
    demo = make_business(runtime, "tryout", is_temporary=True)
    sales = console_of(app, runtime, Role.PLATFORM_SALES)
    for path in (LIST, "/admin/tenants/export.csv", f"{LIST}?search=o", f"{LIST}?sort=0&desc=1"):
        text = sales.page(path).text
        assert demo.mark in text
        assert business.mark not in text


def test_the_list_is_searched_filtered_and_sorted(
    console: Console, business: Business, rival: Business
) -> None:
    found = console.page(f"{LIST}?search=AURORA").text
    assert business.mark in found
    assert rival.mark not in found
    assert "Nothing fits" in console.page(f"{LIST}?flt0_status_is=suspended").text
    assert business.mark in console.page(f"{LIST}?flt0_status_is=trial").text
    assert "Nothing fits" in console.page(f"{LIST}?flt4_until_until=2020-01-01").text
    up, down = (console.page(f"{LIST}?sort=0{desc}").text for desc in ("", "&desc=1"))
    assert up.index(business.mark) < up.index(rival.mark)
    assert down.index(rival.mark) < down.index(business.mark)


@pytest.mark.parametrize(
    "query",
    [
        "flt0_status_is=unknown",
        "flt9_nothing_is=1",
        "flt3_since_since=yesterday",
        "flt3_since_since=9999-12-31",
        "search=%00",
    ],
)
def test_what_cannot_be_looked_for_is_malformed(console: Console, query: str) -> None:
    assert console.page(f"{LIST}?{query}").status_code == 422


@pytest.mark.parametrize("query", ["page=-3", "page=99999999999999999999", "page=x", "sort=999"])
def test_a_page_that_is_not_there_is_an_empty_one_or_the_first(
    console: Console, business: Business, query: str
) -> None:
    assert console.page(f"{LIST}?{query}").status_code == 200


def test_long_lists_come_in_pages_that_repeat_and_leave_out_nothing(
    console: Console, admin: psycopg.Connection
) -> None:
    admin.execute(
        "INSERT INTO tenants (id, name, subdomain, time_zone, created_at)"
        " SELECT gen_random_uuid(), 'Same', 'same-' || n, 'UTC', now()"
        " FROM generate_series(1, 120) AS n"
    )
    seen: list[str] = []
    for page in range(3):
        text = console.page(f"{LIST}?page={page}").text
        seen += [part.split(".")[0] for part in text.split("://")[1:] if part.startswith("same-")]
        assert ("Next page" in text) == (page < 2)
    assert len(seen) == len(set(seen)) == 120


def test_the_export_holds_every_row_and_no_formula(
    console: Console, admin: psycopg.Connection, business: Business
) -> None:
    admin.execute("UPDATE tenants SET name = '=HYPERLINK(\"http://evil.example\")'")
    admin.execute(
        "INSERT INTO tenants (id, name, subdomain, time_zone)"
        " SELECT gen_random_uuid(), 'Same', 'same-' || n, 'UTC' FROM generate_series(1, 700) AS n"
    )
    answer = console.page("/admin/tenants/export.csv")
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(rows) == 701
    assert {row["name"] for row in rows} == {"Same", '\'=HYPERLINK("http://evil.example")'}


def test_what_businesses_typed_is_shown_as_text(
    console: Console, admin: psycopg.Connection, business: Business
) -> None:
    admin.execute(
        "UPDATE tenants SET name = '<script>alert(1)</script>\"'' x=', status_reason=name"
    )
    text = console.page(LIST).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text
