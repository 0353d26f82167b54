"""Which contract a service asks for, chosen by the business."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from smoothschedule.core.api import App
from tests.contracts.world import BOSS, BOTH, CLIENT, WAIVER, template
from tests.factories import Business
from tests.locks import waits
from tests.web import Browser, check_problem, signed_in


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


@pytest.mark.parametrize(
    ("change", "status", "slug"),
    [
        ({"policy": "maybe"}, 422, "malformed"),
        ({"policy": "cancel"}, 422, "malformed"),
        ({"policy": "warn", "deadline_hours": 3}, 422, "malformed"),
        ({"customer_role_key": "nobody"}, 422, "unfit-template"),
        ({"template_id": str(uuid4())}, 404, "not-found"),
    ],
)
def test_what_a_service_cannot_ask_for_is_refused(
    owner: Browser, business: Business, change: dict[str, Any], status: int, slug: str
) -> None:
    body = {
        "template_id": template(owner)["id"],
        "policy": "warn",
        "customer_role_key": "client",
        **change,
    }
    path = f"/services/{business.service_id}/contract"
    check_problem(owner.call("PUT", path, body, version=0), status, slug)


def test_two_who_choose_the_contract_of_a_service_do_not_overwrite_one_another(
    owner: Browser, business: Business
) -> None:
    path = f"/services/{business.service_id}/contract"
    body = {"template_id": template(owner, WAIVER)["id"], "customer_role_key": "client"}
    theirs = owner.call("PUT", path, {**body, "policy": "warn"}, version=0).json
    # Whoever saw none, and whoever saw one that is another by now.
    check_problem(owner.call("PUT", path, {**body, "policy": "block"}, version=0), 412, "stale")
    changed = owner.call("PUT", path, {**body, "policy": "block"}, version=theirs["version"])
    assert changed.headers["ETag"] == f'"{changed.json["version"]}"'
    check_problem(owner.call("DELETE", path, version=theirs["version"]), 412, "stale")
    assert owner.get(path).json["policy"] == "block"


def test_who_saw_one_that_was_removed_does_not_overwrite_what_was_chosen_since(
    owner: Browser, business: Business
) -> None:
    path = f"/services/{business.service_id}/contract"
    body = {"template_id": template(owner, WAIVER)["id"], "customer_role_key": "client"}
    seen = owner.call("PUT", path, {**body, "policy": "block"}, version=0).json["version"]
    assert owner.call("DELETE", path, version=seen).status_code == 204
    anew = owner.call("PUT", path, {**body, "policy": "warn"}, version=0).json["version"]
    check_problem(owner.call("PUT", path, {**body, "policy": "block"}, version=seen), 412, "stale")
    check_problem(owner.call("DELETE", path, version=seen), 412, "stale")
    kept = owner.get(path).json
    assert (kept["policy"], kept["version"]) == ("warn", anew)
    assert owner.call("PUT", path, {**body, "policy": "block"}, version=anew).json["version"] > anew


def test_of_two_who_choose_the_first_contract_of_a_service_at_once_the_second_is_told(
    owner: Browser, business: Business, admin: psycopg.Connection
) -> None:
    path = f"/services/{business.service_id}/contract"
    one, other = template(owner, WAIVER)["id"], template(owner, {**WAIVER, "name": "Other"})["id"]
    body = {"template_id": other, "policy": "block", "customer_role_key": "client"}
    theirs = (
        "INSERT INTO service_contracts (id, tenant_id, service_id, template_id, policy,"
        " customer_role_key) VALUES (gen_random_uuid(), %s, %s, %s, 'warn', 'client')"
    )
    with ThreadPoolExecutor(1) as pool:
        with admin.transaction():
            admin.execute(theirs, [business.id, business.service_id, one])
            ours = pool.submit(owner.call, "PUT", path, body, version=0)
            assert waits(ours, admin)
        check_problem(ours.result(), 412, "stale")
    assert owner.get(path).json["policy"] == "warn"


def test_nobody_from_outside_can_be_needed_besides(owner: Browser, business: Business) -> None:
    outside = {**BOSS, "party": "external"}
    made = template(owner, {**BOTH, "roles": [CLIENT, outside]})
    body = {"template_id": made["id"], "policy": "warn", "customer_role_key": "client"}
    answer = owner.call("PUT", f"/services/{business.service_id}/contract", body, version=0)
    assert "Boss" in check_problem(answer, 422, "unfit-template")["title"]
