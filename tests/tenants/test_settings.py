"""A business changes what it says about itself, and nothing else."""

from __future__ import annotations

import psycopg
import pytest

from smoothschedule.core.api import App
from tests.factories import Business
from tests.web import check_problem, signed_in


def test_the_owner_changes_the_settings(app: App, business: Business) -> None:
    browser = signed_in(app, business)
    before = browser.get("/tenant")
    assert before.headers["ETag"] == '"1"'
    changes = {
        "name": "New Name",
        "time_zone": "Asia/Tokyo",
        "locale": "en-GB",
        "currency": "JPY",
        "brand_color": "#ABCDEF",
    }
    after = browser.patch("/tenant", changes, version=1)
    assert after.status_code == 200
    assert after.headers["ETag"] == '"2"'
    assert changes.items() <= after.json.items()
    assert browser.get("/tenant").json == after.json


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 101),
        ("name", None),
        ("name", 7),
        ("name", "a\x00b"),
        ("time_zone", "Nowhere/City"),
        ("locale", "english"),
        ("currency", "eur"),
        ("currency", "EURO"),
        ("brand_color", "red"),
        ("brand_color", "#12345g"),
        ("plan", "enterprise"),
        ("status", "active"),
        ("subdomain", "other"),
        ("is_temporary", True),
        ("id", "00000000-0000-0000-0000-000000000000"),
        ("version", 9),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_written(
    app: App, business: Business, admin: psycopg.Connection, field: str, value: object
) -> None:
    before = admin.execute("SELECT * FROM tenants").fetchall()
    answer = signed_in(app, business).patch("/tenant", {field: value}, version=1)
    assert list(check_problem(answer, 422, "malformed")["errors"]["json"]) == [field]
    assert admin.execute("SELECT * FROM tenants").fetchall() == before
