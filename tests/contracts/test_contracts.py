"""Contracts through HTTP: begun, sent, reminded of, corrected and taken back."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from smoothschedule.contracts.rules.chain import HASHED, first_break
from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.contracts.world import (
    BOTH,
    WAIVER,
    client,
    doc,
    draft,
    field,
    is_known,
    link_of,
    sent,
    sent_to_both,
    signer_of,
    spot,
    template,
    variable,
)
from tests.factories import Business
from tests.mailbox import Mailbox, text_of
from tests.people.test_rights import open_rights
from tests.web import Browser, check_problem, signed_in


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


def test_a_draft_fills_in_what_is_known_and_keeps_what_the_sender_wrote(
    owner: Browser, business: Business
) -> None:
    customer = business.people[Role.CUSTOMER]
    begun = draft(owner, business)
    assert (begun["state"], begun["version"] > 0) == ("draft", True)
    assert re.fullmatch(r"C-\d{4}-0001", begun["number"])
    assert begun["values"] == {"name": customer.name}
    assert begun["customer_name"] == customer.name
    assert {each["id"] for each in begun["fields"] if each["x"] is not None} == {
        "name",
        "agree",
        "sign",
    }
    path = f"/contracts/{begun['id']}"
    other = [{"role_key": "client", "name": "Olga", "email": "Olga@Out.example"}]
    changed = owner.patch(path, {"signers": other}, version=begun["version"]).json
    assert signer_of(changed)["email"] == "olga@out.example"
    assert changed["values"] == {"name": customer.name}  # still about our customer
    mine = owner.patch(path, {"values": {"name": "Ms O."}}, version=changed["version"]).json
    again = owner.patch(path, {"signers": [client(business)]}, version=mine["version"]).json
    assert again["values"] == {"name": "Ms O."}
    check_problem(owner.patch(path, {"title": "x"}, version=begun["version"]), 412, "stale")


def test_numbers_count_up_and_lists_find_contracts(owner: Browser, business: Business) -> None:
    made = [draft(owner, business, title=f"Title {n}") for n in range(3)]
    assert [each["number"][-4:] for each in made] == ["0001", "0002", "0003"]
    ids = [each["id"] for each in reversed(made)]
    page = owner.get("/contracts?limit=2").json
    assert [each["id"] for each in page["items"]] == ids[:2]
    rest = owner.get(f"/contracts?limit=2&after={page['next']}").json
    assert ([each["id"] for each in rest["items"]], rest["next"]) == (ids[2:], None)
    name = business.people[Role.CUSTOMER].name
    for q in ("title 1", "1 Tïtle", made[1]["number"].lower(), "0002"):
        assert [each["id"] for each in owner.get(f"/contracts?q={q}").json["items"]] == [ids[1]]
    for q in (name[:4], name.split()[-1], name[2:6], name.upper()):
        assert len(owner.get(f"/contracts?q={q}").json["items"]) == 3
    assert owner.get("/contracts?q=nobody").json["items"] == []
    assert len(owner.get(f"/contracts?customer_id={business.customer_id}").json["items"]) == 3
    assert owner.get("/contracts?state=open").json["items"] == []
    assert len(owner.get("/contracts?state=draft").json["items"]) == 3


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ({"signers": [{"role_key": "nobody", "name": "A", "email": "a@b.example"}]}, "signers"),
        ({"signers": [{"role_key": "client"}]}, "signers"),
        ({"signers": [{"role_key": "client", "user_id": str(uuid4())}]}, "signers"),
        ({"signers": [{"role_key": "client", "customer_id": str(uuid4())}]}, "signers"),
        ({"values": {"nothing": "x"}}, "values"),
        ({"values": {"sign": "x"}}, "values"),
        ({"values": {"agree": "yes"}}, "values"),
        ({"values": {"name": "😀"}}, "values"),
    ],
)
def test_what_cannot_be_in_a_draft_is_said_beside_it(
    owner: Browser, business: Business, change: dict[str, Any], at: str
) -> None:
    body = {"template_id": template(owner)["id"], "signers": [client(business)], **change}
    problem = check_problem(owner.post("/contracts", body), 422, "contract-not-ready")
    assert at in problem["errors"]["json"]
    assert owner.get("/contracts").json["items"] == []


@pytest.mark.parametrize(
    "change",
    [
        {"template_id": "x"},
        {"signers": "x"},
        {"signers": [{"role_key": "client", "name": "A", "email": "nobody"}]},
        {"values": {"name": ["x"]}},
        {"values": {"NAME": "x"}},
        {"expires_in_days": 0},
        {"remind_every_days": 91},
        {"surprise": 1},
    ],
)
def test_malformed_contracts_are_refused(
    owner: Browser, business: Business, change: dict[str, Any]
) -> None:
    body = {"template_id": template(owner)["id"], "signers": [client(business)], **change}
    check_problem(owner.post("/contracts", body), 422, "malformed")


def test_a_customer_without_an_address_cannot_be_asked(owner: Browser) -> None:
    added = owner.post("/customers", {"name": "No Mail", "phone": "+49 30 1"}).json
    wish = {"role_key": "client", "customer_id": added["id"]}
    body = {"template_id": template(owner)["id"], "signers": [wish]}
    problem = check_problem(owner.post("/contracts", body), 422, "contract-not-ready")
    assert problem["title"] == "No Mail has no e-mail address yet."
    body["signers"] = [{**wish, "email": "now@mail.example"}]
    assert signer_of(owner.post("/contracts", body).json)["email"] == "now@mail.example"


def test_sending_fixes_the_document_and_asks_whoever_is_first(
    owner: Browser, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    contract = sent_to_both(owner, business, message="Please look at part {2}.")
    assert contract["state"] == "sent"
    assert [each["state"] for each in contract["signers"]] == ["notified", "waiting"]
    assert contract["progress"] == {"signed": 0, "total": 2}
    assert contract["can"] == {
        "send": False,
        "remind": True,
        "void": True,
        "correct": True,
        "again": False,
        "retry_seal": False,
        "delete": False,
    }
    mailbox.deliver()
    customer = business.people[Role.CUSTOMER]
    (mail,) = mailbox.to(customer.email)
    assert business.owner.name in text_of(mail)
    assert "Please look at part {2}." in text_of(mail)
    assert f"//{business.host}" in text_of(mail)
    assert mailbox.to(business.owner.email) == []
    assert is_known(admin, link_of(mailbox, customer.email))
    kept = admin.execute("SELECT original_pdf_sha256, frames FROM contracts").fetchone()
    assert kept is not None
    assert kept[0]
    assert kept[1] == contract["frames"]
    after = owner.get(f"/contracts/{contract['id']}").json
    assert signer_of(after)["notified_at"] is not None


def test_no_link_stands_in_the_database_or_the_audit(
    owner: Browser, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    sent(owner, business)
    mailbox.deliver()
    token = link_of(mailbox, business.people[Role.CUSTOMER].email)
    tables = admin.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    ).fetchall()
    for (table,) in tables:
        rows = admin.execute(f"SELECT row_to_json(t)::text FROM {table} t").fetchall()
        assert not [row for (row,) in rows if token in row], table


def test_what_is_sent_cannot_be_sent_changed_or_deleted_again(
    owner: Browser, business: Business
) -> None:
    contract = sent(owner, business)
    path = f"/contracts/{contract['id']}"
    check_problem(owner.post(f"{path}/send"), 409, "not-a-draft")
    change = owner.patch(path, {"title": "x"}, version=contract["version"])
    check_problem(change, 409, "not-a-draft")
    check_problem(owner.call("DELETE", path), 409, "not-a-draft")


def test_a_draft_can_be_thrown_away(owner: Browser, business: Business) -> None:
    begun = draft(owner, business)
    path = f"/contracts/{begun['id']}"
    assert owner.get(f"{path}/document").status_code == 200
    assert owner.call("DELETE", path).status_code == 204
    check_problem(owner.get(path), 404, "not-found")


def test_nothing_incomplete_is_sent(owner: Browser, business: Business) -> None:
    alone = draft(owner, business, BOTH)
    refused = owner.post(f"/contracts/{alone['id']}/send")
    problem = check_problem(refused, 422, "contract-not-ready")
    assert problem["errors"]["json"]["signers"] == {"boss": ["Choose who is “Boss”."]}
    fixed = field("price", "text", None, prefill="appointment.price", is_required=True)
    wish = {
        **WAIVER,
        "fields": [*WAIVER["fields"], fixed],
        "body": doc([spot("agree"), spot("name"), spot("sign"), spot("price")]),
    }
    without = draft(owner, business, wish)
    refused = owner.post(f"/contracts/{without['id']}/send")
    problem = check_problem(refused, 422, "contract-not-ready")
    assert problem["errors"]["json"]["values"] == {"price": ["“Price” on page 1 is missing."]}
    unknown = {
        **WAIVER,
        "body": doc([variable("business.phone"), *map(spot, ("agree", "name"))], [spot("sign")]),
    }
    refused = owner.post(f"/contracts/{draft(owner, business, unknown)['id']}/send")
    problem = check_problem(refused, 422, "contract-not-ready")
    assert "business phone" in problem["title"]


def test_a_part_that_depends_takes_its_fields_along(owner: Browser, business: Business) -> None:
    only = {"variable": "appointment.service", "is": "filled"}
    part = {"type": "conditional", "attrs": only, "content": doc([spot("extra")])["content"]}
    body = {"type": "doc", "content": [*WAIVER["body"]["content"], part]}
    fields = [*WAIVER["fields"], field("extra", "text", is_required=True)]
    begun = draft(owner, business, {**WAIVER, "fields": fields, "body": body})
    assert "extra" not in {each["id"] for each in begun["fields"]}
    assert owner.post(f"/contracts/{begun['id']}/send").status_code == 200


def test_each_signer_is_shown_what_is_theirs(owner: Browser, business: Business) -> None:
    contract = sent_to_both(owner, business)
    id = signer_of(contract, "boss")["id"]
    seen = owner.get(f"/contracts/{contract['id']}/preview?signer_id={id}").json
    assert {each["id"] for each in seen["fields"] if each["is_mine"]} == {"theirs"}
    stranger = owner.get(f"/contracts/{contract['id']}/preview?signer_id={uuid4()}")
    check_problem(stranger, 404, "not-found")


def test_the_evidence_is_a_chain_that_only_grows(
    owner: Browser, business: Business, runtime: Runtime, admin: psycopg.Connection
) -> None:
    contract = sent_to_both(owner, business)
    owner.post(f"/contracts/{contract['id']}/void", {"reason": "Enough"})
    events = owner.get(f"/contracts/{contract['id']}/events").json["items"]
    assert [each["kind"] for each in events] == ["sent", "asked", "voided"]
    assert events[0]["sentence"] == f"{business.owner.name} sent the contract."
    assert events[1]["sentence"].startswith(business.people[Role.CUSTOMER].name)
    assert events[2]["sentence"] == "The sender took the contract back: Enough"
    assert events[2]["by"] == business.owner.name
    columns = ", ".join((*HASHED, "hash"))
    rows = admin.execute(f"SELECT {columns} FROM contract_events ORDER BY number").fetchall()
    records = [dict(zip((*HASHED, "hash"), row, strict=True)) for row in rows]
    assert first_break(UUID(contract["id"]), records) is None
    kept = admin.execute("SELECT last_event_number, last_event_hash FROM contracts").fetchone()
    assert kept == (3, records[-1]["hash"])
    records[1]["details"] = {"email": "else@x.example"}
    assert first_break(UUID(contract["id"]), records) == 2


def test_staff_see_their_own_contracts_and_send_once_that_is_opened(
    app: App, business: Business
) -> None:
    owner = signed_in(app, business)
    person = business.people[Role.TENANT_STAFF]
    staff = signed_in(app, business, person)
    theirs = sent(owner, business)
    signing = [client(business), {"role_key": "boss", "user_id": str(person.id)}]
    own = sent(owner, business, BOTH, signers=signing)
    assert [each["id"] for each in staff.get("/contracts").json["items"]] == [own["id"]]
    check_problem(staff.get(f"/contracts/{theirs['id']}"), 404, "not-found")
    check_problem(staff.post(f"/contracts/{own['id']}/void", {"reason": "x"}), 403, "not-allowed")
    assert own["can"]["void"]
    assert not staff.get(f"/contracts/{own['id']}").json["can"]["void"]
    open_rights(owner, {Role.TENANT_STAFF: ["send_contracts"]})
    check_problem(staff.post(f"/contracts/{theirs['id']}/void", {"reason": "x"}), 404, "not-found")
    assert staff.post(f"/contracts/{own['id']}/void", {"reason": "x"}).status_code == 200
    customer = signed_in(app, business, business.people[Role.CUSTOMER])
    check_problem(customer.get("/contracts"), 403, "not-allowed")
    check_problem(Browser(app, business.host).get("/contracts"), 401, "not-signed-in")


def test_a_plans_contracts_are_counted_when_they_are_sent(
    owner: Browser, business: Business, admin: psycopg.Connection
) -> None:
    admin.execute("UPDATE tenants SET plan = 'free', status = 'active'")
    drafts = [draft(owner, business)["id"] for _ in range(11)]
    answers = [owner.post(f"/contracts/{id}/send") for id in drafts]
    assert [answer.status_code for answer in answers] == [200] * 10 + [409]
    problem = check_problem(answers[-1], 409, "quota-reached")
    assert problem["limit"] == "contracts_a_month"


def test_a_customer_who_goes_leaves_the_contract_and_their_name(
    owner: Browser, business: Business, admin: psycopg.Connection
) -> None:
    contract = sent(owner, business)
    admin.execute("DELETE FROM customers WHERE id = %s", [business.customer_id])
    seen = owner.get(f"/contracts/{contract['id']}").json
    assert (seen["customer_id"], seen["customer_name"]) == (None, None)
    assert signer_of(seen)["name"] == business.people[Role.CUSTOMER].name
