"""Series over HTTP."""

from __future__ import annotations

import psycopg
import pytest

from smoothschedule.core.api import App
from tests.factories import Business, soon, wire
from tests.web import signed_in


@pytest.mark.parametrize("plan", ["professional", "enterprise"])
def test_a_series_of_somebody_new_without_an_address(
    app: App, business: Business, admin: psycopg.Connection, plan: str
) -> None:
    """Where the plan counts nothing, nothing is asked between the two that are written."""
    admin.execute("UPDATE tenants SET plan = %s", [plan])
    wish = {
        "service_id": str(business.service_id),
        "starts_at": wire(soon(3)),
        "rule": "FREQ=WEEKLY;COUNT=2",
        "customer": {"name": "Walter Walk-in"},
    }
    owner = signed_in(app, business)
    made = owner.post("/series", wish)
    assert made.status_code == 201, made.text
    booked = owner.get(f"/appointments/{made.json['items'][0]['appointment_id']}")
    assert booked.json["customer"]["name"] == "Walter Walk-in"
