"""The same contract for many people."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from smoothschedule.contracts.jobs import bulk as bulk_jobs
from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.contracts.world import BOTH, template
from tests.factories import Business
from tests.mailbox import Mailbox
from tests.people.test_rights import open_rights
from tests.web import Browser, check_problem, signed_in


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


def people(count: int, **more: Any) -> list[dict[str, Any]]:
    return [{"name": f"Nr {n}", "email": f"nr{n}@many.example", **more} for n in range(count)]


def started(owner: Browser, **body: Any) -> dict[str, Any]:
    wish = {"template_id": template(owner)["id"], **body}
    answer = owner.post("/contract-bulk-sends", wish)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    document: dict[str, Any] = answer.json
    return document


def test_everybody_is_sent_their_own_and_hears_of_it_once(
    owner: Browser, business: Business, mailbox: Mailbox, runtime: Runtime
) -> None:
    made = started(owner, customer_ids=[str(business.customer_id)], rows=people(2), title="All")
    assert (made["state"], made["total"], made["sent"]) == ("queued", 3, 0)
    mailbox.deliver()
    path = f"/contract-bulk-sends/{made['id']}"
    done = owner.get(path).json
    assert (done["state"], done["sent"], done["failed"]) == ("done", 3, 0)
    assert {row["state"] for row in done["rows"]} == {"sent"}
    assert len({row["contract_id"] for row in done["rows"]}) == 3
    listed = owner.get("/contracts").json["items"]
    assert {each["title"] for each in listed} == {"All"}
    assert [each["customer_id"] for each in listed if each["customer_id"]] == [
        str(business.customer_id)
    ]
    bulk_jobs.send_in_bulk(runtime, business.id, bulk_send_id=made["id"])
    mailbox.deliver()
    assert owner.get(path).json == done
    assert len(mailbox.to("nr0@many.example")) == 1


def test_who_cannot_be_sent_theirs_holds_nobody_up(
    owner: Browser, business: Business, mailbox: Mailbox
) -> None:
    wrong = people(1, values={"name": "😀"})
    made = started(owner, rows=[*wrong, {"name": "Ann", "email": "ann@many.example"}])
    mailbox.deliver()
    first, second = owner.get(f"/contract-bulk-sends/{made['id']}").json["rows"]
    assert (first["state"], first["contract_id"]) == ("failed", None)
    assert "cannot print" in first["error"]
    assert second["state"] == "sent"
    assert len(owner.get("/contracts").json["items"]) == 1


def test_what_the_plan_does_not_include_is_said_row_by_row(
    owner: Browser, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    admin.execute("UPDATE tenants SET plan = 'free', status = 'active'")
    made = started(owner, rows=people(12))
    mailbox.deliver()
    done = owner.get(f"/contract-bulk-sends/{made['id']}").json
    assert (done["state"], done["sent"], done["failed"]) == ("done", 10, 2)
    assert "10 contracts a month" in done["rows"][-1]["error"]


def test_a_large_one_goes_on_in_the_next_job(
    owner: Browser, business: Business, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_jobs, "ROWS_A_JOB", 2)
    made = started(owner, rows=people(5))
    mailbox.deliver()
    for _ in range(3):
        mailbox.relay.resend_lost_jobs()
        mailbox.deliver()
    done = owner.get(f"/contract-bulk-sends/{made['id']}").json
    assert (done["state"], done["sent"]) == ("done", 5)
    assert len(owner.get("/contracts").json["items"]) == 5


def test_those_who_take_part_in_each_are_named_once(
    owner: Browser, business: Business, mailbox: Mailbox
) -> None:
    both = template(owner, BOTH)["id"]
    wish = {"template_id": both, "role_key": "client", "rows": people(1)}
    problem = check_problem(owner.post("/contract-bulk-sends", wish), 422, "contract-not-ready")
    assert problem["errors"]["json"]["signers"] == ["Choose who is “Boss”."]
    boss = {"role_key": "boss", "user_id": str(business.owner.id)}
    made = owner.post("/contract-bulk-sends", {**wish, "signers": [boss]}).json
    mailbox.deliver()
    (row,) = owner.get(f"/contract-bulk-sends/{made['id']}").json["rows"]
    signers = owner.get(f"/contracts/{row['contract_id']}").json["signers"]
    assert [each["name"] for each in signers] == ["Nr 0", business.owner.name]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"rows": []},
        {"rows": [{"name": "A", "email": "nobody"}]},
        {"rows": [{"name": "", "email": "a@b.example"}]},
        {"customer_ids": ["x"]},
        {"role_key": "nobody", "rows": [{"name": "A", "email": "a@b.example"}]},
    ],
)
def test_malformed_bulk_sends_are_refused(owner: Browser, body: dict[str, Any]) -> None:
    wish = {"template_id": template(owner)["id"], **body}
    check_problem(owner.post("/contract-bulk-sends", wish), 422)


def test_staff_see_only_the_bulk_sends_they_made(app: App, business: Business) -> None:
    owner = signed_in(app, business)
    made = started(owner, rows=people(1))
    staff = signed_in(app, business, business.people[Role.TENANT_STAFF])
    path = f"/contract-bulk-sends/{made['id']}"
    check_problem(staff.get(path), 403, "not-allowed")
    open_rights(owner, {Role.TENANT_STAFF: ["send_contracts"]})
    check_problem(staff.get(path), 404, "not-found")
