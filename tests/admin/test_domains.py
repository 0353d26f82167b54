"""Domains in the console: whose are shown to whom, their state in words, and asking the DNS."""

from __future__ import annotations

from uuid import UUID

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.core.db import new_id
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.admin.console import Console, console_of
from tests.factories import Business, make_business, make_domain
from tests.mailbox import Mailbox

LIST = "/admin/domains/"
HOST = "book.aurora.example.com"


@pytest.fixture
def console(app: App, runtime: Runtime) -> Console:
    return console_of(app, runtime, Role.SUPERUSER)


def claim(admin: psycopg.Connection, business: Business, host: str = HOST) -> UUID:
    id = new_id()
    admin.execute(
        "INSERT INTO tenant_domains (id, tenant_id, host, txt_token) VALUES (%s, %s, %s, 'proof')",
        [id, business.id, host],
    )
    return id


def test_a_check_asks_the_dns_and_its_answer_is_shown(
    console: Console, admin: psycopg.Connection, business: Business, mailbox: Mailbox
) -> None:
    id = claim(admin, business)
    assert "not checked yet" in console.page(LIST).text
    answer = console.send("/admin/domains/check", id=id, back="search=aurora")
    assert answer.location == "/admin/domains/?search=aurora&done=asked"
    assert "A worker asks the DNS now" in console.page(answer.location).text
    mailbox.deliver()
    text = console.page(f"{LIST}?flt0_state_is=waiting").text
    assert HOST in text
    assert "not checked yet" not in text
    assert "does not point here" in text
    told = admin.execute(
        "SELECT actor_role FROM audit_events WHERE subject_id = %s AND actor_realm = 'platform'",
        [id],
    ).fetchall()
    assert told == [("SUPERUSER",)]


def test_records_are_written_where_the_zone_is_ours(
    console: Console, admin: psycopg.Connection, business: Business
) -> None:
    id = claim(admin, business)
    assert "Write records" not in console.page(LIST).text
    admin.execute("UPDATE tenant_domains SET route53_zone_id = 'Z0ZONE'")
    assert f'aria-label="Write records {HOST}"' in console.page(LIST).text
    answer = console.send("/admin/domains/records", id=id)
    assert answer.location == "/admin/domains/?done=writing"
    assert "A worker writes the records now" in console.page(answer.location).text
    told = admin.execute(
        "SELECT details->>'zone_id' FROM audit_events WHERE tag = 'domain.records_asked'"
    ).fetchall()
    assert told == [("Z0ZONE",)]


def test_a_check_that_was_asked_for_just_now_is_not_asked_for_again(
    console: Console, admin: psycopg.Connection, business: Business
) -> None:
    id = claim(admin, business)
    for _ in range(2):
        assert console.send("/admin/domains/check", id=id).status_code == 303
    told = "SELECT count(*) FROM audit_events WHERE tag = 'domain.check_asked'"
    assert admin.execute(told).fetchone() == (1,)
    for _ in range(18):
        console.send("/admin/domains/check", id=id)
    refused = console.send("/admin/domains/check", id=id)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert "Too many attempts" in refused.text


def test_verified_ones_and_those_in_our_zones_are_told_apart(
    console: Console,
    runtime: Runtime,
    admin: psycopg.Connection,
    business: Business,
    rival: Business,
) -> None:
    claim(admin, business)
    make_domain(runtime, rival, "book.borealis.example.com", admin=admin)
    admin.execute(
        "UPDATE tenant_domains SET route53_zone_id = 'Z0ZONE', finding = 'no_such_name',"
        " checked_at = now(), failures = 2 WHERE verified_at IS NULL"
    )
    waiting = console.page(f"{LIST}?flt0_state_is=waiting").text
    verified = console.page(f"{LIST}?flt0_state_is=verified").text
    assert ("borealis.example" in waiting, "aurora.example" in verified) == (False, False)
    for words in (
        "Not verified</span>",
        "<strong>There is no such name",
        "2 checks in a row",
        "Z0ZONE",
    ):
        assert words in waiting, words
        assert words not in verified, words
    assert "not ours" in verified
    assert HOST in console.page(f"{LIST}?flt1_last_answer_is=no_such_name").text
    assert "Nothing fits" in console.page(f"{LIST}?flt1_last_answer_is=held").text


def test_sales_sees_domains_of_demos_only_and_checks_none(
    app: App, runtime: Runtime, admin: psycopg.Connection, business: Business
) -> None:
    demo = make_business(runtime, "tryout", is_temporary=True)
    ids = [claim(admin, business), claim(admin, demo, "book.tryout.example.com")]
    sales = console_of(app, runtime, Role.PLATFORM_SALES)
    for path in (LIST, f"{LIST}export.csv", f"{LIST}?search=o", f"{LIST}?sort=0&desc=1"):
        text = sales.page(path).text
        assert "book.tryout.example.com" in text
        assert HOST not in text
        assert "Check now" not in text
    for id in ids:
        assert sales.send("/admin/domains/check", id=id).status_code == 403
    told = "SELECT count(*) FROM audit_events WHERE subject_id = ANY(%s)"
    assert admin.execute(told, [ids]).fetchone() == (0,)


def test_support_looks_and_managers_act(
    app: App, runtime: Runtime, admin: psycopg.Connection, business: Business
) -> None:
    claim(admin, business)
    acts = {Role.PLATFORM_SUPPORT: False, Role.PLATFORM_MANAGER: True}
    for role, may in acts.items():
        text = console_of(app, runtime, role).page(LIST).text
        assert HOST in text
        assert (f'aria-label="Check now {HOST}"' in text) == may


def test_a_domain_that_nobody_has_is_not_found_and_forms_say_no_more(
    console: Console, admin: psycopg.Connection, business: Business
) -> None:
    nobodys = "0199aaaa-0000-7000-8000-000000000000"
    assert console.send("/admin/domains/check", id=nobodys).status_code == 404
    id = claim(admin, business)
    for more in ({"verified_at": "2026-01-01"}, {"tenant_id": nobodys}, {"id": "x"}):
        assert console.send("/admin/domains/check", **{"id": id, **more}).status_code == 422


def test_the_export_says_nothing_of_the_proof(
    console: Console, admin: psycopg.Connection, business: Business
) -> None:
    claim(admin, business)
    text = console.page(f"{LIST}export.csv").text
    assert HOST in text
    assert "proof" not in text
