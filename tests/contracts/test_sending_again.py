"""What a contract that is sent again has not from the one before it, said before it is sent."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.users.rules import Role
from tests.contracts.desk import Signer
from tests.contracts.world import BOTH, client, doc, field, link_of, sent, spot, text, variable
from tests.factories import Business
from tests.mailbox import Mailbox
from tests.web import Browser, signed_in, visitor

WITNESS = {
    "key": "witness",
    "name": "Witness",
    "party": "external",
    "kind": "viewer",
    "routing_order": 1,
}
NOTES = [field("note", "text"), field("size", "dropdown", options=["Small", "Large"])]
WISH = {
    **BOTH,
    "roles": [*BOTH["roles"], WITNESS],
    "fields": [*BOTH["fields"], *NOTES],
    "body": {
        "type": "doc",
        "content": [
            *BOTH["body"]["content"],
            {"type": "paragraph", "content": [text("Size "), spot("size"), spot("note")]},
        ],
    },
}


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


def sent_to_three(owner: Browser, business: Business) -> dict[str, Any]:
    """To the customer, somebody of the team and a witness from outside, all at once."""
    staff = {"role_key": "boss", "user_id": str(business.people[Role.TENANT_STAFF].id)}
    olga = {"role_key": "witness", "name": "Olga Other", "email": "olga@other.example"}
    people = [{**each, "routing_order": 1} for each in (client(business), staff, olga)]
    values = {"note": "Bring the dog", "size": "Large"}
    return sent(owner, business, WISH, signers=people, values=values)


def begun_again(owner: Browser, contract: dict[str, Any]) -> dict[str, Any]:
    path = f"/contracts/{contract['id']}"
    assert owner.post(f"{path}/void", {"reason": "Wrong price"}).status_code == 200
    begun = owner.post(f"{path}/again")
    assert begun.status_code == 201, begun.get_data(as_text=True)
    document: dict[str, Any] = begun.json
    return document


def test_where_nothing_has_changed_nothing_is_left_out(owner: Browser, business: Business) -> None:
    begun = begun_again(owner, sent_to_three(owner, business))
    assert begun["former"]["left_out"] == []
    assert begun["values"] == {**begun["values"], "note": "Bring the dog", "size": "Large"}


def test_a_stand_in_is_told_apart_from_whom_one_had_asked(
    app: App, owner: Browser, business: Business, mailbox: Mailbox
) -> None:
    former = sent_to_three(owner, business)
    mailbox.deliver()
    first = next(each for each in former["signers"] if each["role_key"] == "client")
    dee = {"name": "Dee Legate", "email": "dee@other.example"}
    desk = Signer(visitor(app, business), link_of(mailbox, first["email"]))
    assert desk.post("/delegate", dee).status_code == 200
    begun = begun_again(owner, former)
    asked = {each["role_key"]: each["email"] for each in begun["signers"]}
    assert asked["client"] == dee["email"]
    assert begun["former"]["stand_ins"] == [
        {
            "role_key": "client",
            "email": dee["email"],
            "asked_name": first["name"],
            "asked_email": first["email"],
        }
    ]


def test_people_and_words_that_do_not_go_over_are_named(
    owner: Browser, business: Business, admin: psycopg.Connection
) -> None:
    former = sent_to_three(owner, business)
    staff = business.people[Role.TENANT_STAFF]
    admin.execute("UPDATE users SET is_active = false WHERE id = %s", [staff.id])
    template = f"/contract-templates/{former['template']['id']}"
    smaller = field("size", "dropdown", options=["Small", "Medium"])
    changes = {
        "roles": BOTH["roles"],
        "fields": [*BOTH["fields"], smaller],
        "body": doc([variable("customer.name"), spot("size")], *_spots()),
    }
    changed = owner.patch(template, changes, version=owner.get(template).json["version"])
    assert changed.status_code == 200, changed.get_data(as_text=True)
    begun = begun_again(owner, former)
    told = begun["former"]["left_out"]
    assert told[:3] == [
        f"{staff.name} is no longer in the team, and is asked as somebody from outside.",
        "Olga Other: the template has no such role any more.",
        "What you had filled in for “Note”: the template has no such field any more.",
    ]
    assert told[3].startswith("What you had filled in for “Size”: ")
    assert len(told) == 4
    assert [each["party"] for each in begun["signers"]] == ["customer", "external"]
    assert owner.post(f"/contracts/{begun['id']}/send").status_code == 200
    assert owner.get(f"/contracts/{begun['id']}").json["former"]["left_out"] == []


def test_what_signers_had_filled_in_is_named(
    app: App, owner: Browser, business: Business, mailbox: Mailbox
) -> None:
    former = sent_to_three(owner, business)
    mailbox.deliver()
    customer = business.people[Role.CUSTOMER]
    signer = Signer(visitor(app, business), link_of(mailbox, customer.email)).agree()
    signer.save("agree", True)
    signer.save("sign", signer.ink())
    begun = begun_again(owner, former)
    (name,) = [each["name"] for each in begun["signers"] if each["party"] == "customer"]
    assert begun["former"]["left_out"] == [f"What {name} had filled in: “Agree”, “Sign”."]


def _spots() -> list[list[dict[str, Any]]]:
    return [[spot(each["id"])] for each in BOTH["fields"]]
