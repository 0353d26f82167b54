"""The console stands behind the same door as everything else."""

from __future__ import annotations

import pytest

from smoothschedule.access import MATRIX
from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import PLATFORM_ROLES, Role
from tests.admin.console import HOST, Console, console_of
from tests.factories import BASE, Business
from tests.operations import Operation, app_without_servers, operations_of
from tests.web import Browser, signed_in

APP = app_without_servers()
ALL = [o for o in operations_of(APP) if o.rule.rule.startswith("/admin") and o.method == "GET"]


def is_act(operation: Operation) -> bool:
    method: str = APP.view_functions[operation.rule.endpoint].console[1]  # type: ignore[attr-defined]
    return method == "POST"


PAGES = {o.rule.rule: o.access for o in ALL if not is_act(o)}
ACTS = {o.rule.rule: o.access for o in ALL if is_act(o)}
EVERYBODY = set(PLATFORM_ROLES)
MANAGERS = {Role.SUPERUSER, Role.PLATFORM_MANAGER}
#: Who sees what, said once more by hand: a slip in access.py is found here.
SEEN_BY = {
    "/admin/": EVERYBODY,
    "/admin/tenants/": EVERYBODY,
    "/admin/tenants/export.csv": EVERYBODY,
    "/admin/domains/": EVERYBODY,
    "/admin/domains/export.csv": EVERYBODY,
    "/admin/demos/": MANAGERS | {Role.PLATFORM_SALES},
    "/admin/demos/export.csv": MANAGERS | {Role.PLATFORM_SALES},
    "/admin/users/": EVERYBODY,
    "/admin/users/export.csv": EVERYBODY,
    "/admin/visits/": EVERYBODY,
    "/admin/visits/export.csv": EVERYBODY,
    "/admin/grants/": MANAGERS | {Role.PLATFORM_SUPPORT},
    "/admin/grants/export.csv": MANAGERS | {Role.PLATFORM_SUPPORT},
    "/admin/jobs/": MANAGERS | {Role.PLATFORM_SUPPORT},
    "/admin/jobs/export.csv": MANAGERS | {Role.PLATFORM_SUPPORT},
    "/admin/audit/": EVERYBODY,
    "/admin/audit/export.csv": EVERYBODY,
}
DONE_BY = {
    "/admin/tenants/suspend": MANAGERS,
    "/admin/tenants/activate": MANAGERS,
    "/admin/tenants/plan": MANAGERS,
    "/admin/tenants/trial": MANAGERS,
    "/admin/domains/check": MANAGERS,
    "/admin/domains/records": MANAGERS,
    "/admin/demos/make": MANAGERS | {Role.PLATFORM_SALES},
    "/admin/demos/extend": MANAGERS | {Role.PLATFORM_SALES},
    "/admin/demos/throw": MANAGERS | {Role.PLATFORM_SALES},
    "/admin/jobs/retry": MANAGERS,
    "/admin/grants/revoke": MANAGERS,
    "/admin/visits/end": EVERYBODY,
}


def test_every_page_and_act_is_in_the_matrix() -> None:
    assert (PAGES.keys(), ACTS.keys()) == (SEEN_BY.keys(), DONE_BY.keys())


@pytest.mark.parametrize("role", sorted(PLATFORM_ROLES))
def test_each_role_sees_its_pages_and_no_others(
    app: App, runtime: Runtime, business: Business, role: Role
) -> None:
    console = console_of(app, runtime, role)
    for path, roles in SEEN_BY.items():
        answer = console.page(path)
        assert (answer.status_code in (200, 302)) == (role in roles), path
        if role not in roles:
            assert answer.status_code == 403
            assert "You may not do this." in answer.text
            assert 'aria-label="Main"' in answer.text


@pytest.mark.parametrize("role", sorted(PLATFORM_ROLES))
def test_each_role_is_shown_links_only_to_its_pages(
    app: App, runtime: Runtime, business: Business, role: Role
) -> None:
    text = console_of(app, runtime, role).page("/admin/tenants/").text
    for path, roles in SEEN_BY.items():
        if path != "/admin/" and path.endswith("/"):
            assert (f'<a href="{path}"' in text) == (role in roles), path


@pytest.mark.parametrize("role", sorted(PLATFORM_ROLES))
def test_each_role_does_its_acts_and_no_others(app: App, runtime: Runtime, role: Role) -> None:
    console = console_of(app, runtime, role)
    for path, roles in DONE_BY.items():
        # Without its fields an act is malformed; who may not act does not come as far as that.
        assert console.send(path).status_code == (422 if role in roles else 403), path


def test_acts_answer_no_get(app: App, runtime: Runtime) -> None:
    console = console_of(app, runtime, Role.SUPERUSER)
    for path in ACTS:
        answer = console.page(path)
        assert answer.status_code == 405, path
    for path in PAGES:
        assert console.send(path).status_code == 405, path


def test_acts_are_refused_without_the_pages_token(app: App, runtime: Runtime) -> None:
    console = console_of(app, runtime, Role.SUPERUSER)
    other = console_of(app, runtime, Role.SUPERUSER)
    for path in ACTS:
        for token in ("", "0" * 64, str(other.csrf_token)):
            answer = console.send(path, csrf_token=token)
            assert answer.status_code == 403, path
            assert "out of date" in answer.text


def test_acts_are_refused_to_pages_of_other_sites(app: App, runtime: Runtime) -> None:
    console = console_of(app, runtime, Role.SUPERUSER)
    for path in ACTS:
        answer = console.client.post(
            path,
            base_url=console.base_url,
            data={"csrf_token": console.csrf_token},
            headers={"Origin": f"http://aurora.{BASE}"},
        )
        assert answer.status_code == 403, path


def test_strangers_are_shown_the_way_to_sign_in(app: App) -> None:
    stranger = Console(app, HOST)
    for path in PAGES:
        answer = stranger.page(f"{path}?search=a")
        assert answer.status_code == 303
        assert answer.location.startswith("/sign-in?next=/admin/"), path
    for path in ACTS:
        answer = stranger.send(path)
        assert answer.status_code == 303, path
        assert answer.location.startswith("/sign-in?next=/admin/"), path


def test_the_console_is_not_there_on_other_hosts(
    app: App, runtime: Runtime, business: Business
) -> None:
    inside = console_of(app, runtime, Role.SUPERUSER)
    people = [signed_in(app, business, person) for person in business.people.values()]
    for host in (business.host, BASE):
        carried = Browser(app, host)
        carried.keep_cookie(str(inside.cookie))
        people += [carried, Browser(app, host)]
    for browser in people:
        for path in (*PAGES, *ACTS):
            for method in ("GET", "POST"):
                answer = browser.client.open(
                    path,
                    method=method,
                    base_url=browser.base_url,
                    data={"csrf_token": browser.csrf_token or inside.csrf_token},
                )
                assert answer.status_code == 404, (browser.host, method, path)
                assert "Console" not in answer.text


def test_people_of_businesses_are_strangers_to_the_console(app: App, business: Business) -> None:
    for person in business.people.values():
        inside = signed_in(app, business, person)
        carried = Console(app, HOST)
        carried.keep_cookie(str(inside.cookie))
        carried.csrf_token = inside.csrf_token
        for path in PAGES:
            assert carried.page(path).status_code == 303
        for path in ACTS:
            assert carried.send(path).status_code == 303


def test_pages_run_no_script_and_load_no_file_but_our_own(app: App, runtime: Runtime) -> None:
    answer = console_of(app, runtime, Role.SUPERUSER).page("/admin/tenants/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert " on" not in [part[:3] for part in answer.text.split("<")]
    assert 'style="' not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_console_holds_no_right_that_the_matrix_does_not_give() -> None:
    for path, access in {**PAGES, **ACTS}.items():
        expected = {**SEEN_BY, **DONE_BY}[path]
        assert {role for role in PLATFORM_ROLES if access.permission in MATRIX[role]} == expected
