"""The same contract for many people."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest
from werkzeug.test import TestResponse

from smoothschedule.contracts.jobs import bulk as bulk_jobs
from smoothschedule.contracts.operations import bulk
from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.contracts.desk import sent_file
from tests.contracts.world import BOTH, WAIVER, doc, field, sent, spot, template
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


def test_more_than_the_plan_includes_does_not_even_begin(
    owner: Browser, admin: psycopg.Connection
) -> None:
    admin.execute("UPDATE tenants SET plan = 'free', status = 'active'")
    wish = {"template_id": template(owner)["id"], "rows": people(11)}
    problem = check_problem(owner.post("/contract-bulk-sends", wish), 409, "quota-reached")
    assert "10 contracts a month" in problem["title"]
    assert owner.get("/contract-bulk-sends").json["items"] == []


def test_whoever_had_none_can_be_tried_again(
    owner: Browser, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    admin.execute("UPDATE tenants SET plan = 'free', status = 'active'")
    made = started(owner, rows=people(10))
    sent(owner, business)
    mailbox.deliver()
    path = f"/contract-bulk-sends/{made['id']}"
    done = owner.get(path).json
    assert (done["state"], done["sent"], done["failed"]) == ("done", 9, 1)
    assert "10 contracts a month" in done["rows"][-1]["error"]
    check_problem(owner.post(f"{path}/retry"), 409, "quota-reached")
    admin.execute("UPDATE tenants SET plan = 'business'")
    again = owner.post(f"{path}/retry").json
    assert (again["state"], again["sent"], again["failed"]) == ("running", 9, 0)
    mailbox.deliver()
    done = owner.get(path).json
    assert (done["state"], done["sent"]) == ("done", 10)
    (listed,) = owner.get("/contract-bulk-sends").json["items"]
    assert listed == {each: done[each] for each in listed}
    check_problem(owner.post(f"{path}/retry"), 409, "nothing-failed")


def test_one_that_came_to_a_halt_can_be_let_go_on(
    owner: Browser, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    made = started(owner, rows=people(2))
    path = f"/contract-bulk-sends/{made['id']}"
    assert not owner.get(path).json["can_retry"]
    check_problem(owner.post(f"{path}/retry"), 409, "nothing-failed")
    mailbox.relay.empty()
    admin.execute("UPDATE jobs SET state = 'failed'")
    assert owner.get(path).json["can_retry"]
    assert owner.post(f"{path}/retry").status_code == 200
    mailbox.deliver()
    assert (owner.get(path).json["state"], owner.get(path).json["sent"]) == ("done", 2)


def test_what_nobody_foresaw_stays_with_its_row(
    owner: Browser, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = started(owner, rows=people(2))
    real, tried = bulk.send, []

    def breaks_once(*args: Any, **options: Any) -> Any:
        tried.append(args)
        if len(tried) == 1:
            raise RuntimeError("the store is on fire")
        return real(*args, **options)

    monkeypatch.setattr(bulk, "send", breaks_once)
    mailbox.deliver()
    first, second = owner.get(f"/contract-bulk-sends/{made['id']}").json["rows"]
    assert (first["state"], second["state"]) == ("failed", "sent")
    assert first["error"] == "It did not work this time. Try again in a while."


def test_a_customer_in_a_table_is_that_customer(
    owner: Browser, business: Business, mailbox: Mailbox
) -> None:
    known = owner.get(f"/customers/{business.customer_id}").json
    made = started(owner, rows=[{"name": "As written", "email": known["email"]}, *people(1)])
    mailbox.deliver()
    rows = owner.get(f"/contract-bulk-sends/{made['id']}").json["rows"]
    contracts = [owner.get(f"/contracts/{row['contract_id']}").json for row in rows]
    assert [each["customer_id"] for each in contracts] == [str(business.customer_id), None]


def looked_at(owner: Browser, table: str | bytes, **args: str) -> TestResponse:
    """What the server finds in a CSV file."""
    data = table.encode() if isinstance(table, str) else table
    size = field("size", "number", label="Shoe size")
    body = {
        **WAIVER["body"],
        "content": [*WAIVER["body"]["content"], *doc([spot("size")])["content"]],
    }
    wish = template(owner, WAIVER, fields=[*WAIVER["fields"], size], body=body)
    query = urlencode({"template_id": wish["id"], "role_key": "client", **args})
    return owner.post(f"/contract-bulk-sends/preview?{query}", **sent_file(data, "people.csv"))


def test_a_table_is_looked_at_before_anybody_is_written_to(
    owner: Browser, mailbox: Mailbox
) -> None:
    table = "E-Mail;Vorname;Nachname;Shoe size\nANN@x.example;Änn;Arm;39\nbob;Bob;;9\n"
    found = looked_at(owner, table.encode("cp1252")).json
    assert (found["encoding"], found["delimiter"]) == ("Windows-1252", ";")
    targets = [each["target"] for each in found["columns"]]
    assert targets == ["email", "first_name", "last_name", "field:size"]
    assert (found["accepted"], found["refused"]) == (1, 1)
    ann, bob = found["people"]
    assert (ann["name"], ann["email"], ann["values"]) == ("Änn Arm", "ann@x.example", {"size": 39})
    assert (bob["number"], bob["refusal"]) == (3, "This is not an e-mail address.")
    named = looked_at(owner, table.encode("cp1252"), columns="email,name,,").json
    assert [each["name"] for each in named["people"]] == ["Änn", "Bob"]
    assert mailbox.deliver() == []


@pytest.mark.parametrize("table", [b"\x89PNG\r\n\0\0\0", b"name,email\n", b'"name,email\nx'])
def test_what_is_no_table_is_refused(owner: Browser, table: bytes) -> None:
    check_problem(looked_at(owner, table), 422, "no-table")


def test_a_large_one_goes_on_in_the_next_job(
    owner: Browser, business: Business, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_jobs, "ROWS_A_JOB", 2)
    made = started(owner, rows=people(5))
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
