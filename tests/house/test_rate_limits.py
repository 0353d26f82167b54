"""Every route takes of a share, or says why it does not."""

from __future__ import annotations

from smoothschedule.config import Settings
from smoothschedule.core.requests import SAFE
from smoothschedule.rate_limits import HEAVY, SIGN_IN, UNCOUNTED, RouteClass, class_of
from tests.operations import app_without_servers, operations_of

APP = app_without_servers()
OPERATIONS = list(operations_of(APP))
NAMES = {operation.name for operation in OPERATIONS}


def test_every_route_is_counted_or_says_why_not() -> None:
    uncounted = {
        rule.endpoint.rpartition(".")[2]
        for rule in APP.url_map.iter_rules()
        if getattr(APP.view_functions[rule.endpoint], "access", None) is None
    }
    assert uncounted == UNCOUNTED.keys()
    assert all(UNCOUNTED.values())


def test_every_name_in_the_tables_is_a_route() -> None:
    assert NAMES >= HEAVY | SIGN_IN
    assert not HEAVY & SIGN_IN


def test_exports_are_heavy_and_ways_in_are_ways_in() -> None:
    kinds = {o.rule.rule: class_of(o.rule.endpoint, o.method, o.access) for o in OPERATIONS}
    exports = [rule for rule in kinds if rule.endswith(".csv")]
    assert exports
    assert {kinds[rule] for rule in exports} == {RouteClass.HEAVY}
    ways_in = [
        operation
        for operation in OPERATIONS
        if operation.rule.rule.startswith(("/api/v1/auth/", "/api/v1/sign-ups"))
        and operation.access.permission is None
        and operation.method not in SAFE
    ]
    assert ways_in
    assert {kinds[o.rule.rule] for o in ways_in} == {RouteClass.SIGN_IN}


def test_every_class_has_its_setting_and_some_route() -> None:
    used = {class_of(o.rule.endpoint, o.method, o.access) for o in OPERATIONS}
    assert used == set(RouteClass)
    settings = Settings()
    for kind in RouteClass:
        caller, business = settings.shares_of(kind)
        assert 0 < caller < business
