"""Forms of the console as its script sends them, and pages for what goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from werkzeug.test import TestResponse

from smoothschedule.admin.views.tenants import NO_PRICE
from smoothschedule.core.api import App, current_work
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.admin.console import HOST, Console, console_of
from tests.admin.test_tenants import form_of
from tests.factories import Business, make_platform_person
from tests.web import check_problem

PLAN = "/admin/tenants/plan"
FROM_THE_SCRIPT = {"Accept": "application/json, application/problem+json"}


@pytest.fixture
def console(app: App, runtime: Runtime) -> Console:
    return console_of(app, runtime, Role.SUPERUSER)


def send(console: Console, path: str, **fields: object) -> TestResponse:
    """The form as the page's script sends it."""
    data = {"csrf_token": console.csrf_token, **fields}
    return console.client.post(path, base_url=console.base_url, data=data, headers=FROM_THE_SCRIPT)


def test_the_script_is_told_where_to_go_on(
    console: Console, admin: psycopg.Connection, business: Business
) -> None:
    form = form_of(admin, business, plan="business", price="", back="search=aurora")
    answer = send(console, PLAN, **form)
    assert answer.status_code == 200
    assert answer.json == {"url": "/admin/tenants/?search=aurora&done=planned"}
    assert "The business is on the plan." in console.page(answer.json["url"]).text


@pytest.mark.parametrize(
    ("more", "field"),
    [({"price": "29,50"}, "price"), ({"plan": "unlimited"}, "plan"), ({"price": "-1"}, "price")],
)
def test_a_refused_field_is_named_to_the_script(
    console: Console,
    admin: psycopg.Connection,
    business: Business,
    more: dict[str, str],
    field: str,
) -> None:
    form = form_of(admin, business, plan="business", price="") | more
    problem = check_problem(send(console, PLAN, **form), 422, "malformed")
    assert list(problem["errors"]["form"]) == [field]
    if field == "price":
        assert problem["errors"]["form"][field] == [NO_PRICE]


def test_other_refusals_reach_the_script_in_words(
    app: App, runtime: Runtime, console: Console, admin: psycopg.Connection, business: Business
) -> None:
    form = form_of(admin, business, plan="business", price="")
    assert send(console, PLAN, **form).status_code == 200
    check_problem(send(console, PLAN, **form), 412, "stale")
    support = console_of(app, runtime, Role.PLATFORM_SUPPORT)
    check_problem(send(support, PLAN, **form), 403, "not-allowed")
    check_problem(send(Console(app, HOST), PLAN, **form), 401, "not-signed-in")
    form["csrf_token"] = "0" * 64
    check_problem(send(console, PLAN, **form), 403, "csrf")


@pytest.mark.parametrize("page", ["tenants", "users", "visits", "domains", "jobs", "grants"])
def test_a_search_that_no_text_can_be_is_refused_inside_the_frame(
    console: Console, page: str
) -> None:
    answer = console.page(f"/admin/{page}/?search=%00")
    assert answer.status_code == 422
    assert 'aria-label="Main"' in answer.text
    assert "Some of what was sent is not valid." in answer.text


def test_without_the_front_ends_build_the_console_says_so_plainly(
    other_app: Callable[..., App], app: App, tmp_path: Path
) -> None:
    bare = other_app(FRONTEND_DIST=str(tmp_path))
    person = make_platform_person(bare.extensions["runtime"], Role.SUPERUSER)
    console: Console = Console(bare, HOST).enter(person)  # type: ignore[assignment]
    for path in ("/admin/tenants/", "/admin/nothing-here", "/admin/tenants/?flt9_x=1"):
        answer = console.page(path)
        assert answer.status_code in (404, 422, 503), path
        assert "<h1>" in answer.text
        assert "Something went wrong" not in answer.text
    assert "not built yet" in console.page("/admin/tenants/").text


def test_whoever_has_no_second_factor_yet_is_led_to_it(
    other_app: Callable[..., App], app: App
) -> None:
    strict = other_app(PLATFORM_SECOND_FACTOR="required")
    person = make_platform_person(strict.extensions["runtime"], Role.SUPERUSER)
    console: Console = Console(strict, HOST).enter(person)  # type: ignore[assignment]
    answer = console.page("/admin/tenants/")
    assert answer.status_code == 403
    assert '<a class="button" href="/app">Set it up now</a>' in answer.text


def test_a_database_that_goes_away_leaves_a_plain_page(
    console: Console, admin: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(_listing: object) -> list[tuple[str, object]]:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE usename = 'smooth_platform' AND datname = current_database()"
        )
        current_work().session.execute(text("SELECT 1"))
        return []

    monkeypatch.setattr("smoothschedule.admin.listing.Listing.figures", cut)
    answer = console.page("/admin/tenants/")
    assert answer.status_code == 503
    assert "The service is away for a moment" in answer.text
