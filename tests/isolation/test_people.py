"""Inside one business: customers and staff get nothing of others, from no list and no search.

The routes that read are taken from the URL map and their search arguments from the contract, so
a new list is tried as soon as it exists.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
import pytest

from smoothschedule.access import MATRIX
from smoothschedule.core.api import TENANT, App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.databases import Sweeper
from tests.factories import Business, add_person, soon, wire
from tests.operations import NOBODYS_ID, Operation, app_without_servers, operations_of
from tests.standing import StandingBusinesses
from tests.web import Browser, signed_in

APP = app_without_servers()
SPEC = APP.extensions["smoothschedule.api"].spec.to_dict()
DAY = soon(3).date()
#: Lists of those roles that are known to be tried; the walk finds more by itself.
KNOWN_LISTS = {
    Role.CUSTOMER: {"listMyAppointments", "listSessions"},
    Role.TENANT_STAFF: {"listAppointments", "listCustomers", "listSessions"},
}


@dataclass(slots=True)
class Others:
    """What a colleague and another customer have in the business, by id and in words."""

    ids: dict[str, UUID] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)

    def traces(self) -> set[str]:
        return {str(id) for name, id in self.ids.items() if name != "resource_id"} | self.words


def readable_by(role: Role) -> list[Operation]:
    """Every route by which this role may read something on the business's host."""
    return [
        operation
        for operation in operations_of(APP)
        if operation.method == "GET"
        and TENANT in operation.access.hosts
        and operation.rule.rule.startswith("/api/v1")
        and (operation.access.permission is None or operation.access.permission in MATRIX[role])
    ]


CASES = [
    pytest.param(role, operation, id=f"{role}-{operation.name}")
    for role in (Role.CUSTOMER, Role.TENANT_STAFF)
    for operation in readable_by(role)
]


@pytest.fixture
def others(
    app: App,
    runtime: Runtime,
    business: Business,
    admin: psycopg.Connection,
    standing: StandingBusinesses,
    sweeper: Sweeper,
) -> Others:
    """A colleague with an own calendar, and a customer whom only that colleague has served."""
    return standing.stand_whole(
        "others", lambda: make_others(app, runtime, business, admin), sweeper
    )


def make_others(
    app: App, runtime: Runtime, business: Business, admin: psycopg.Connection
) -> Others:
    owner = signed_in(app, business)
    colleague = add_person(runtime, business, Role.TENANT_STAFF, word="Zelda")
    stranger = add_person(runtime, business, Role.CUSTOMER, word="Yorick")
    place = str(business.location_id)
    row = made(owner.post("/resources", {"kind": "staff", "name": "Row", "location_id": place}))
    hours = [{"weekday": day, "opens": "00:00", "closes": "24:00"} for day in range(7)]
    made(owner.call("PUT", f"/resources/{row['id']}/hours", {"hours": hours}, version=1))
    admin.execute("UPDATE resources SET user_id = %s WHERE id = %s", [colleague.id, row["id"]])
    needs = [{"kind": "staff", "resource_ids": [row["id"]]}]
    service = {"name": "Apart", "duration_minutes": 30, "requirements": needs}
    details = {
        "name": "Yorick Yonder",
        "email": "yonder@others.example",
        "phone": "+49 40 7654321",
        "notes": "allergic to quince",
    }
    customer = made(owner.post("/customers", details))
    admin.execute("UPDATE customers SET user_id = %s WHERE id = %s", [stranger.id, customer["id"]])
    body = {
        "service_id": made(owner.post("/services", service))["id"],
        "starts_at": wire(soon(3)),
        "customer_id": customer["id"],
    }
    booked = made(owner.post("/appointments", body))
    signed_in(app, business, colleague)
    session = admin.execute("SELECT id FROM sessions WHERE user_id = %s", [colleague.id]).fetchone()
    assert session is not None
    ids = {
        "customer_id": customer["id"],
        "appointment_id": booked["id"],
        "resource_id": row["id"],
        "session_id": session[0],
        "user_id": stranger.id,
    }
    words = {*details.values(), colleague.email, stranger.email, stranger.name}
    return Others({name: UUID(str(id)) for name, id in ids.items()}, words)


def made(answer: Any) -> Any:
    assert answer.status_code < 300, answer.get_data(as_text=True)
    return answer.json


def searches(operation: Operation, others: Others) -> list[dict[str, str]]:
    """The plain call, and one for each way to ask for what is somebody else's."""
    asked = {
        parameter["name"]: parameter
        for path in SPEC["paths"].values()
        for told in path.values()
        if isinstance(told, dict) and told.get("operationId") == operation.name
        for parameter in told.get("parameters", ())
        if parameter.get("in") == "query"
    }
    needed = {"from": str(DAY), "to": str(DAY.fromordinal(DAY.toordinal() + 2))}
    plain = {name: value for name, value in needed.items() if name in asked}
    found = [plain, {**plain, "limit": "100"} if "limit" in asked else plain]
    for name in asked:
        if name in others.ids:
            found.append({**plain, name: str(others.ids[name])})
        if name == "q":
            found += [{**plain, "q": word} for word in ("Y", "yonder", "+49 40", "Yorick Yonder")]
    return found


@pytest.mark.parametrize(("role", "operation"), CASES)
def test_nothing_of_others_is_read(
    app: App, business: Business, others: Others, role: Role, operation: Operation
) -> None:
    browser = signed_in(app, business, business.people[role])
    for path in {operation.path(**others.ids), operation.path()}:
        for query in searches(operation, others):
            check_nothing_of_others(browser, path, query, others)


def check_nothing_of_others(
    browser: Browser, path: str, query: dict[str, str], others: Others
) -> None:
    answer = browser.get(path, query_string=query)
    text = answer.get_data(as_text=True)
    assert answer.status_code < 500, text
    assert not [trace for trace in others.traces() if trace.lower() in text.lower()], (path, query)


@pytest.mark.parametrize("role", KNOWN_LISTS)
def test_the_walk_knows_the_lists_that_matter(role: Role) -> None:
    assert KNOWN_LISTS[role] <= {operation.name for operation in readable_by(role)}


def test_whoever_may_see_everybody_does_find_them(
    app: App, business: Business, others: Others
) -> None:
    """The traces are real: the same search as the owner shows them."""
    text = signed_in(app, business).get("/customers?q=yonder").get_data(as_text=True)
    assert str(others.ids["customer_id"]) in text
    assert "allergic to quince" in text


WRITES = [o for o in operations_of(APP) if o.method != "GET" and TENANT in o.access.hosts]


@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.TENANT_STAFF])
def test_nothing_of_others_is_changed(
    app: App, business: Business, others: Others, admin: psycopg.Connection, role: Role
) -> None:
    browser = signed_in(app, business, business.people[role])
    tables = ("customers", "appointments", "users", "sessions")
    by_table = dict(
        zip(tables, ("customer_id", "appointment_id", "user_id", "session_id"), strict=True)
    )

    def rows() -> list[object]:
        return [
            admin.execute(
                f"SELECT row_to_json(t)::text FROM {table} t WHERE id = %s",  # type: ignore[arg-type]
                [others.ids[name]],
            ).fetchone()
            for table, name in by_table.items()
        ]

    before, seen = rows(), {}
    for operation in WRITES:
        if not operation.rule.arguments & set(others.ids):
            continue
        if operation.access.permission not in MATRIX[role]:
            continue
        path = operation.path(**others.ids)
        answer = browser.call(operation.method, path, {}, version=1)
        seen[operation.name] = answer.status_code
        assert str(NOBODYS_ID) not in path
    assert seen
    assert set(seen.values()) <= {403, 404, 422}, seen
    assert 404 in seen.values()
    assert rows() == before
