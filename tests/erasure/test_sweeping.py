"""Customers whom nobody has seen for long are erased, where their business says so."""

from __future__ import annotations

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.erasure.sweeping import count_unseen, erase_unseen
from smoothschedule.runtime import Runtime
from tests.factories import Business, soon, wire
from tests.web import Browser, signed_in


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


def known_for_long(owner: Browser, admin: psycopg.Connection, name: str) -> str:
    id = str(owner.post("/customers", {"name": name}).json["id"])
    old = "UPDATE customers SET created_at = now() - interval '13 months' WHERE id = %s"
    admin.execute(old, [id])
    return id


def test_only_who_was_not_seen_for_so_long_goes_and_only_where_that_is_wanted(
    owner: Browser, business: Business, runtime: Runtime, admin: psycopg.Connection
) -> None:
    gone, back, waits = (known_for_long(owner, admin, name) for name in ("Gone", "Back", "Waits"))
    was_there = {"service_id": str(business.service_id), "customer_id": back}
    assert owner.post("/appointments", {**was_there, "starts_at": wire(soon(3))}).status_code == 201
    day = f"{soon(5):%Y-%m-%d}"
    wish = {"service_id": str(business.service_id), "customer_id": waits}
    joined = owner.post("/waitlist", {**wish, "from_day": day, "until_day": day})
    assert joined.status_code == 201
    assert (count_unseen(runtime), erase_unseen(runtime)) == (0, 0), "off by default"

    version = owner.get("/tenant").json["version"]
    policy = owner.patch("/tenant", {"erase_customers_after_months": 12}, version=version)
    assert policy.status_code == 200
    assert count_unseen(runtime) == 1
    assert owner.get(f"/customers/{gone}").json["erased_at"] is None, "counting erases nobody"
    assert (erase_unseen(runtime), erase_unseen(runtime)) == (1, 0)
    left = {id: owner.get(f"/customers/{id}").json["erased_at"] for id in (gone, back, waits)}
    assert (left[gone] is not None, left[back], left[waits]) == (True, None, None)
    row = admin.execute("SELECT details FROM audit_events WHERE tag = 'customer.erased'").fetchone()
    assert row is not None
    assert row[0]["because"] == "not_seen"
