"""Every page and act of the console declares who may use it, on the platform's host alone."""

from smoothschedule.core.api import PLATFORM, Access
from tests.operations import app_without_servers

APP = app_without_servers()
RULES = [rule for rule in APP.url_map.iter_rules() if rule.rule.startswith("/admin")]


def test_every_console_route_declares_its_permission_and_the_platforms_host() -> None:
    found = {rule.rule: APP.view_functions[rule.endpoint].access for rule in RULES}  # type: ignore[attr-defined]
    assert {"/admin/", "/admin/tenants/", "/admin/tenants/suspend"} <= found.keys()
    for rule, access in found.items():
        assert isinstance(access, Access), rule
        assert access.permission, rule
        assert access.hosts == {PLATFORM}, rule
        assert not access.from_anywhere, rule


def test_nothing_that_flask_admin_exposes_by_itself_is_there() -> None:
    endings = ("/new/", "/edit/", "/delete/", "/action/", "/details/")
    paths = [rule.rule for rule in RULES]
    assert not [path for path in paths if path.endswith(endings) or "/ajax/" in path]
    assert not [path for path in paths if "static" in path or "<" in path]
