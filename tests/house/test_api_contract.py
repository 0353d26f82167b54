"""The API says what it does: access on every route, names on every operation, a fresh contract."""

import json
import re
from pathlib import Path

import pytest

from smoothschedule.access import MATRIX, PERMISSIONS
from smoothschedule.app import create_app
from smoothschedule.config import Settings
from smoothschedule.core.api import Access, App
from smoothschedule.core.jobs import job_names
from smoothschedule.core.outbox import event_types
from smoothschedule.event_handlers import HANDLERS
from smoothschedule.users.rules import Role

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def app() -> App:
    nowhere = "postgresql://{}@127.0.0.1:1/none"
    return create_app(
        Settings(
            environment="test",
            secret_key="x" * 32,
            app_database_url=nowhere.format("smooth_app"),
            platform_database_url=nowhere.format("smooth_platform"),
            redis_url="redis://127.0.0.1:1/0",
        )
    )


def test_every_api_route_declares_who_may_call_it(app: App) -> None:
    undeclared = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1")
        and not isinstance(getattr(app.view_functions[rule.endpoint], "access", None), Access)
    ]
    assert not undeclared


def test_every_required_permission_exists_and_somebody_holds_it(app: App) -> None:
    required = {
        view.access.permission
        for view in app.view_functions.values()
        if getattr(view, "access", None) and view.access.permission
    }
    held = frozenset().union(*MATRIX.values())
    assert required <= PERMISSIONS.keys()
    assert required <= held
    assert held <= PERMISSIONS.keys()


def test_every_right_that_the_screens_ask_about_exists() -> None:
    text = (ROOT / "frontend" / "src" / "lib" / "permissions.ts").read_text()
    asked = set(re.findall(r'^  \w+: "([a-z_]+)",$', text, re.MULTILINE))
    assert "use_calendar" in asked
    assert asked <= PERMISSIONS.keys()


def test_every_role_has_a_line_in_the_matrix() -> None:
    assert MATRIX.keys() == set(Role)


def test_every_event_says_what_follows() -> None:
    leaves = {event for event in event_types() if not event.__subclasses__()}
    handled = {event.name for event in HANDLERS}
    assert {event.name for event in leaves} == handled


def test_every_job_that_an_event_runs_exists() -> None:
    ids = dict.fromkeys(
        [
            "appointment_id",
            "service_id",
            "user_id",
            "tenant_id",
            "session_id",
            "location_id",
            "resource_id",
            "customer_id",
            "series_id",
            "source_id",
            "invitation_id",
            "former_owner_id",
            "email_change_id",
            "visit_id",
            "domain_id",
            "code_id",
            "logo_id",
            "demo_id",
            "flavour",
            "days",
            "template_id",
            "contract_id",
            "signer_id",
            "bulk_send_id",
            "webhook_id",
            "delivery_id",
            "customer_import_id",
            "departure_id",
            "request_id",
            "business_export_id",
        ],
        "00000000-0000-0000-0000-000000000000",
    )
    wanted = {
        effect.name
        for makers in HANDLERS.values()
        for maker in makers
        if type(effect := maker(ids)).__name__ == "JobRequest"
    }
    assert wanted <= set(job_names())
    assert wanted


def test_openapi_json_is_fresh(app: App) -> None:
    spec = app.extensions["smoothschedule.api"].spec.to_dict()
    committed = json.loads((ROOT / "openapi.json").read_text())
    assert json.loads(json.dumps(spec)) == committed, "run scripts/openapi and commit openapi.json"


def test_every_operation_has_a_name_of_its_own(app: App) -> None:
    spec = app.extensions["smoothschedule.api"].spec.to_dict()
    names = [
        operation.get("operationId")
        for path in spec["paths"].values()
        for method, operation in path.items()
        if method in {"get", "post", "put", "patch", "delete"}
    ]
    assert None not in names
    assert len(names) == len(set(names))
