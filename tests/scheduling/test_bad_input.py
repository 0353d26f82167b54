"""What cannot be: each is refused in plain words that name the limit."""

from __future__ import annotations

from typing import Any

import pytest

from smoothschedule.core.api import App
from tests.factories import Business, soon, wire
from tests.web import check_problem, signed_in, visitor


@pytest.mark.parametrize(
    ("field", "value", "limit"),
    [
        ("duration_minutes", 0, "1"),
        ("duration_minutes", 25 * 60, "1440"),
        ("step_minutes", 0, "1"),
        ("buffer_before_minutes", -1, "0"),
        ("buffer_after_minutes", -5, "0"),
        ("buffer_after_minutes", 1441, "1440"),
        ("lead_time_minutes", -1, "0"),
        ("lead_time_minutes", 527_041, "527040"),
        ("horizon_days", -1, "0"),
        ("horizon_days", 10 * 366, "1096"),
        ("customer_max_per_week", 0, "1"),
        ("price_minor", -1, "0"),
    ],
)
def test_a_service_keeps_within_its_limits(
    app: App, business: Business, field: str, value: int, limit: str
) -> None:
    path = f"/services/{business.service_id}"
    refused = signed_in(app, business).patch(path, {field: value}, version=1)
    [told] = check_problem(refused, 422, "malformed")["errors"]["json"][field]
    assert limit in told


@pytest.mark.parametrize("zone", ["Mars/Base", "Europe/Atlantis", "", "../../etc/passwd"])
def test_a_zone_that_does_not_exist_is_refused(app: App, business: Business, zone: str) -> None:
    path = f"/locations/{business.location_id}"
    refused = signed_in(app, business).patch(path, {"time_zone": zone}, version=1)
    assert check_problem(refused, 422, "malformed")["errors"]["json"]["time_zone"]


@pytest.mark.parametrize(
    ("asked", "slug", "words"),
    [
        ({"from": "0001-01-01T00:00:00Z"}, "malformed", "2000"),
        ({"to": "9999-12-31T23:59:59Z"}, "malformed", "2200"),
        ({"to": wire(soon(3650))}, "range-too-long", "62 days"),
    ],
)
@pytest.mark.parametrize(
    "path", ["/public/services/{}/slots", "/services/{}/slots", "/working-times", "/calendar"]
)
def test_a_question_about_ten_years_or_year_one_is_refused(
    app: App, business: Business, path: str, asked: dict[str, str], slug: str, words: str
) -> None:
    browser = visitor(app, business) if "public" in path else signed_in(app, business)
    query: dict[str, Any] = {"from": wire(soon(1)), "to": wire(soon(2)), **asked}
    refused = browser.get(path.format(business.service_id), query_string=query)
    check_problem(refused, 422, slug)
    assert words in refused.get_data(as_text=True)
