"""A business with rows in every table of tenants, made by the product."""

from __future__ import annotations

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.authenticator import enable_second_factor
from tests.factories import PASSWORD, Business, soon, wire
from tests.isolation.contracts import leave_contracts
from tests.isolation.furnishing import (
    ask_and_answer,
    ask_by_themselves,
    import_customers,
    listen_in,
    merge_somebody,
    offer_in_parts,
    reach_other_calendars,
    switch_off,
    take_hours_away,
    wait_for_a_time,
)
from tests.visiting import begin_here
from tests.web import Browser, signed_in


def furnish(app: App, runtime: Runtime, made: Business) -> None:
    """Each table has a row of the business, once its jobs have run."""
    browser = signed_in(app, made)
    body = {
        "service_id": str(made.service_id),
        "starts_at": wire(soon()),
        "customer_id": str(made.customer_id),
    }
    booked = browser.post("/appointments", body, key="furnish")
    assert booked.status_code == 201
    path = f"/appointments/{booked.json['id']}"
    assert browser.post(f"{path}/cancel", {}, version=1).status_code == 200
    assert browser.post(f"{path}/restore", version=2).status_code == 200
    weekly = {**body, "starts_at": wire(soon(3)), "rule": "FREQ=WEEKLY;COUNT=2"}
    assert browser.post("/series", weekly, key="weekly").status_code == 201
    asked = browser.post("/auth/password-reset", {"email": made.owner.email})
    assert asked.status_code == 202
    guest = {"email": "guest@people.example", "name": "Guest", "role": Role.CUSTOMER}
    assert browser.post("/invitations", guest).status_code == 201
    _secured(browser, made)
    take_hours_away(browser, made)
    offer_in_parts(browser, made)
    ask_and_answer(browser, made)
    wait_for_a_time(browser, made)
    switch_off(browser, made)
    reach_other_calendars(browser, made, runtime)
    listen_in(browser, made)
    import_customers(browser)
    merge_somebody(browser, made)
    staff = made.people[Role.TENANT_STAFF]
    ask_by_themselves(app, made)
    lent = {"grantee_id": str(staff.id), "action": "edit_services", "reason": "busy"}
    assert browser.post("/grants", lent).status_code == 201
    begin_here(browser, staff)
    leave_contracts(runtime, made)


def _secured(browser: Browser, made: Business) -> None:
    """Rows about the owner's second factor, address and API token."""
    asked = {"current_password": PASSWORD, "email": f"new@{made.subdomain}.example"}
    assert browser.post("/auth/email-change", asked).status_code == 202
    token = {"name": "Script", "scopes": ["view_setup"], "expires_in_days": 1}
    assert browser.post("/api-tokens", token).status_code == 201
    enable_second_factor(browser)
