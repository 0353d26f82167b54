"""Customers as a file: all of them, in spreadsheets' terms, for those who may have it."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from smoothschedule.core.api import App
from smoothschedule.scheduling.operations.customers import add_customer
from smoothschedule.users.rules import Role
from tests.factories import Business, soon, wire
from tests.web import check_problem, signed_in

PATH = "/customers.csv"


def table(app: App, business: Business, **query: str) -> list[dict[str, str]]:
    answer = signed_in(app, business).get(PATH, query_string=query)
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert answer.headers["X-Total-Rows"] == str(len(rows))
    return rows


def add(app: App, business: Business, **details: Any) -> None:
    answer = signed_in(app, business).post("/customers", details)
    assert answer.status_code == 201, answer.get_data(as_text=True)


def test_the_file_has_every_customer_however_many_pages(app: App, business: Business) -> None:
    admin_names = [f"Guest {number:03}" for number in range(120)]
    runtime = app.extensions["runtime"]
    with runtime.units.tenant(business.id) as work:
        for name in admin_names:
            add_customer(work, name=name)
    names = [row["Name"] for row in table(app, business, q="Guest")]
    assert names == admin_names


def test_cells_that_a_spreadsheet_would_compute_are_text(app: App, business: Business) -> None:
    formula = '=HYPERLINK("http://evil.example","x")'
    add(app, business, name=formula, notes="@SUM(1)\nsecond line", phone="+49 30 1")
    (row,) = table(app, business, q="=HYPERLINK")
    assert row["Name"] == f"'{formula}"
    assert row["Notes"] == "'@SUM(1)\nsecond line"
    assert row["Phone"] == "'+49 30 1"


def test_the_filters_of_the_list_are_those_of_the_file(app: App, business: Business) -> None:
    add(app, business, name="Ann", tags=["vip", "regular"], status="blocked")
    add(app, business, name="Bob", tags=["regular"])
    (row,) = table(app, business, tag="regular", status="blocked")
    assert (row["Name"], row["Tags"], row["Status"]) == ("Ann", "vip; regular", "blocked")
    assert (row["Visits"], row["Spent"]) == ("0", "")


def test_visits_and_spend_stand_beside_the_customer(
    app: App, business: Business, admin: Any
) -> None:
    owner = signed_in(app, business)
    body = {
        "service_id": str(business.service_id),
        "starts_at": wire(soon()),
        "customer_id": str(business.customer_id),
    }
    made = owner.post("/appointments", body)
    assert made.status_code == 201
    admin.execute("UPDATE appointments SET state = 'completed' WHERE id = %s", [made.json["id"]])
    (row,) = table(app, business, q=business.mark)
    assert (row["Visits"], row["Spent"]) == ("1", "EUR 25.00")


@pytest.mark.parametrize("role", [Role.TENANT_STAFF, Role.CUSTOMER])
def test_neither_staff_nor_customers_carry_the_list_away(
    app: App, business: Business, role: Role
) -> None:
    browser = signed_in(app, business, business.people[role])
    check_problem(browser.get(PATH), 403, "not-allowed")


def test_what_the_file_does_not_know_is_refused(app: App, business: Business) -> None:
    check_problem(signed_in(app, business).get(PATH, query_string={"limit": "3"}), 422)
