"""Walks every route: it succeeds for the business whose rows it names, and is nothing to another.

The routes are read from the URL map, so a new one is walked as soon as it has an example and
fails here until then.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable
from inspect import getmembers, isfunction

import pytest
from werkzeug.test import TestResponse

from smoothschedule.core.api import TENANT
from tests.factories import Business
from tests.isolation import examples
from tests.isolation.scene import UUIDS, Call, Scene
from tests.operations import Operation, app_without_servers, operations_of, undeclared_rules
from tests.web import Browser, check_problem

APP = app_without_servers()
OPERATIONS = [o for o in operations_of(APP) if o.rule.rule.startswith("/api/v1")]
#: Routes that open no unit of work, since they know no business.
WITHOUT_BUSINESS = {
    "/healthz",
    "/readyz",
    "/api/openapi.json",
    "/api/docs",
    "/api/docs/<name>",
    "/assets/<path:name>",
    "/favicon.ico",
    "/favicon.svg",
    "/widget.js",
    # The signed link is the permission, and storage names its keys by business.
    "/files/<path:key>",
    # Verified host names, to the reverse proxy inside the installation alone.
    "/internal/traefik",
    # Counts without any business's name, to whoever watches inside the installation.
    "/internal/metrics",
}
Example = Callable[[Scene], Call]


def _examples() -> dict[str, Example]:
    found: dict[str, Example] = {}
    for info in pkgutil.iter_modules(examples.__path__):
        module = importlib.import_module(f"{examples.__name__}.{info.name}")
        own = [f for _, f in getmembers(module, isfunction) if f.__module__ == module.__name__]
        found |= {_camel(f.__name__): f for f in own if not f.__name__.startswith("_")}
    return found


def _camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda match: match.group(1).upper(), name)


EXAMPLES = _examples()


def example_of(operation: Operation) -> Example:
    found = EXAMPLES.get(operation.name)
    if found is None:
        snake = re.sub(r"[A-Z]", lambda match: f"_{match.group().lower()}", operation.name)
        pytest.fail(
            f"{operation.method} {operation.rule.rule} ({operation.name}) has no example: add "
            f"`def {snake}(scene: Scene) -> Call` to a file of tests/isolation/examples/, with "
            "path, query and body that succeed for scene.business and name its own rows."
        )
    return found


def send(
    scene: Scene, operation: Operation, call: Call, browser: Browser, *, key: str
) -> TestResponse:
    view = APP.view_functions[operation.rule.endpoint]
    return browser.call(
        operation.method,
        operation.path(**call.path),
        call.json,
        query_string={name: str(value) for name, value in call.query.items()},
        **({"data": call.body, "content_type": call.content_type} if call.body else {}),
        version=scene.version(call),
        key=key if getattr(view, "is_idempotent", False) else None,
    )


def check_success(answer: TestResponse) -> None:
    assert answer.status_code < 400, answer.get_data(as_text=True)


def check_nothing_seen(call: Call, answer: TestResponse, traces: set[str]) -> None:
    text = answer.get_data(as_text=True).lower()
    assert answer.status_code < 400 or answer.status_code in call.refusals, text
    assert not [trace for trace in traces - call.says if trace in text]


def traces_of(business: Business, rows: dict[str, list[str]]) -> set[str]:
    """What would betray the business in somebody else's answer: ids of its rows, its name."""
    text = "\n".join(row for found in rows.values() for row in found)
    return {*UUIDS.findall(text), business.mark.lower()}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_a_call_is_nothing_to_another_business(scene: Scene, operation: Operation) -> None:
    example = example_of(operation)
    call = example(scene)
    check_success(send(scene, operation, call, scene.browser(call), key="ours"))
    if call.is_single_use:
        call = example(scene)
    stranger = scene.browser(call, at=scene.rival)
    before = scene.rows(scene.business)
    traces = traces_of(scene.business, before)
    # The very Idempotency-Key that we used: for another business it is a fresh one.
    answer = send(scene, operation, call, stranger, key="ours")
    check_nothing_seen(call, answer, traces)
    assert scene.rows(scene.business) == before
    if call.is_single_use:
        check_success(send(scene, operation, call, scene.browser(call), key="again"))


GUARDED = [o for o in OPERATIONS if o.access.permission and TENANT in o.access.hosts]


@pytest.mark.parametrize("operation", GUARDED, ids=lambda operation: operation.name)
def test_our_session_is_nobody_at_another_business(scene: Scene, operation: Operation) -> None:
    call = example_of(operation)(scene)
    ours, there = scene.browser(call), Browser(scene.app, scene.rival.host)
    there.keep_cookie(str(ours.cookie))
    there.csrf_token = ours.csrf_token
    before = scene.rows(scene.business)
    check_problem(send(scene, operation, call, there, key="k"), 401, "not-signed-in")
    assert scene.rows(scene.business) == before


ELSEWHERE = [o for o in OPERATIONS if TENANT not in o.access.hosts]


@pytest.mark.parametrize("operation", ELSEWHERE, ids=lambda operation: operation.name)
def test_platform_and_site_routes_are_not_there_at_a_business(
    scene: Scene, operation: Operation
) -> None:
    call = example_of(operation)(scene)
    inside = scene.browser(call)
    before = scene.rows(scene.business)
    for browser in (scene.owner(), scene.visitor()):
        answer = send(scene, operation, call, browser, key="k")
        check_problem(answer, 404, "not-found")
    carried = Browser(scene.app, scene.business.host)
    carried.keep_cookie(str(inside.cookie or "none"))
    carried.csrf_token = inside.csrf_token
    check_problem(send(scene, operation, call, carried, key="k"), 404, "not-found")
    assert without_sessions(scene.rows(scene.business)) == without_sessions(before)


def without_sessions(rows: dict[str, list[str]]) -> dict[str, list[str]]:
    own = ("sessions", "users", "audit_events")
    return {table: found for table, found in rows.items() if table not in own}


def test_every_example_is_of_a_route() -> None:
    assert set(EXAMPLES) == {operation.name for operation in OPERATIONS}


def test_routes_outside_of_units_of_work_know_no_business() -> None:
    unknown = set(undeclared_rules(APP)) - WITHOUT_BUSINESS
    assert not unknown, (
        f"{sorted(unknown)} declare no access. Give the view an Access, or, when the route can "
        "know no business, add it to WITHOUT_BUSINESS with the reason."
    )
