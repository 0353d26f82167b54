"""Sales reaches demo businesses only: every route of the platform is tried against a real one.

The calls are the walk's own examples, so a new route is tried as soon as it has one.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import psycopg
import pytest

from smoothschedule.access import MATRIX
from smoothschedule.core.api import PLATFORM, App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import make_business
from tests.isolation.scene import UUIDS, Call, Scene
from tests.isolation.test_isolation import OPERATIONS, example_of, send
from tests.operations import Operation
from tests.visiting import ask_masquerade, platform_browser

OF_PLATFORM = [
    o
    for o in OPERATIONS
    if PLATFORM in o.access.hosts and o.rule.rule.startswith("/api/v1/platform")
]
TABLES = ("users", "visits", "tenant_domains", "permission_grants")
IS_REAL = " UNION ALL ".join(
    ["SELECT 1 FROM tenants WHERE id = %(id)s AND NOT is_temporary"]
    + [
        f"SELECT 1 FROM {table} r JOIN tenants t ON t.id = r.tenant_id"
        " WHERE r.id = %(id)s AND NOT t.is_temporary"
        for table in TABLES
    ]
)


def names_a_real_business(admin: psycopg.Connection, call: Call) -> bool:
    ids = UUIDS.findall(f"{call.path} {call.query} {call.json}")
    return any(
        admin.execute(IS_REAL, {"id": UUID(id)}).fetchone() is not None  # type: ignore[arg-type]
        for id in ids
    )


@pytest.mark.parametrize("operation", OF_PLATFORM, ids=lambda o: o.name)
def test_sales_reaches_nothing_of_a_real_business(
    scene: Scene, operation: Operation, admin: psycopg.Connection
) -> None:
    call = example_of(operation)(scene)
    is_real = names_a_real_business(admin, call)
    browser = scene.browser(replace(call, role=Role.PLATFORM_SALES, browser=None))
    answer = send(scene, operation, call, browser, key="k" * 20)
    text = answer.get_data(as_text=True)
    if operation.access.permission not in MATRIX[Role.PLATFORM_SALES]:
        assert answer.status_code == 403, text
    elif is_real and operation.method != "GET":
        assert answer.status_code == 404, text
    else:
        assert answer.status_code in (200, 202, 204, 404), text
    for told in (scene.business.mark, str(scene.business.id), scene.business.owner.email):
        assert told not in text


def test_of_a_demo_sales_reaches_what_it_may(app: App, runtime: Runtime) -> None:
    demo = make_business(runtime, "tryout", is_temporary=True)
    sales, _ = platform_browser(app, runtime, Role.PLATFORM_SALES)
    for path in ("/platform/tenants", f"/platform/tenants/{demo.id}", "/platform/users"):
        assert demo.mark in sales.get(path).get_data(as_text=True), path
    assert ask_masquerade(sales, demo.id, demo.owner.id).status_code == 200
